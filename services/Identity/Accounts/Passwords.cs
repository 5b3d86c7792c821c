using Microsoft.AspNetCore.Identity;

namespace PeerSupport.Identity.Accounts;

/// <summary>Length and not being guessable, instead of composition rules that only make passwords hard to remember (NIST SP 800-63B, 3.1.1.2).</summary>
internal static class Passwords
{
    public const int ShortestLength = 10;

    /// <summary>Hashing takes time in proportion; nobody may make it take long.</summary>
    public const int LongestLength = 200;

    private static readonly string[] Guessable = ["password", "passwort", "qwertz", "qwerty", "abcdef", "123456", "987654", "letmein", "iloveyou", "evenlight"];

    /// <summary>What to change; null when it will do.</summary>
    public static string? Problem(string? password, string pseudonym)
    {
        if (string.IsNullOrEmpty(password))
            return $"Choose a password of at least {ShortestLength} characters.";
        if (password.Length < ShortestLength)
            return $"Make it {ShortestLength} characters or more. A sentence is good.";
        if (password.Length > LongestLength)
            return $"Make it {LongestLength} characters or fewer.";

        // What is left when the words that everybody tries first are taken away must still be worth guessing.
        var rest = Guessable.Append(pseudonym).Where(word => word.Length > 2)
            .Aggregate(password, (text, word) => text.Replace(word, "", StringComparison.OrdinalIgnoreCase));
        return rest.Distinct().Count() < 5 ? "This one is guessed quickly. Choose one that is longer or less common." : null;
    }

    /// <summary>Holds the same rules wherever a password is set, the operator's command included.</summary>
    internal sealed class Validator : IPasswordValidator<Account>
    {
        public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password) => Task.FromResult(
            Problem(password, user.UserName ?? "") is { } problem ? IdentityResult.Failed(new IdentityError { Code = "PasswordUnfit", Description = problem }) : IdentityResult.Success);
    }
}
