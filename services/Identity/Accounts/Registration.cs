using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using PeerSupport.Identity.Data;
using PeerSupport.Outbox;

namespace PeerSupport.Identity.Accounts;

/// <summary>What somebody typed into the registration form, and what has to change before it can be accepted.</summary>
public sealed partial class Registration
{
    public string? Pseudonym { get; init; }
    public string? Password { get; init; }
    public string? Age { get; init; }
    public string? Country { get; init; }
    public bool Consent { get; init; }
    public bool Guidelines { get; init; }
    public string? ReturnUrl { get; init; }

    /// <summary>Message by the id of the field.</summary>
    public Dictionary<string, string> Errors { get; } = [];

    /// <summary>Makes the account, or fills <see cref="Errors"/> and returns null.</summary>
    internal async Task<Account?> AcceptAsync(UserManager<Account> accounts, IdentityDb db, TimeProvider clock)
    {
        Check();
        if (Errors.Count > 0)
            return null;

        var now = clock.GetUtcNow();
        var account = new Account(
            Pseudonym!.Trim(), Age == "16" ? AgeBand.SixteenOrSeventeen : AgeBand.EighteenOrOver,
            string.IsNullOrEmpty(Country) ? null : Country.ToUpperInvariant(), [ServiceDefaults.Roles.Member], now);
        account.Consents.Add(new Consent(now));

        // Enqueued before the one save that CreateAsync makes, so that the account and the event are there together or not at all.
        var registered = account.Profile(now);
        db.Enqueue(registered);
        var result = await accounts.CreateAsync(account, Password!);
        if (result.Succeeded)
            return account;

        db.ChangeTracker.Clear();
        foreach (var error in result.Errors)
            Explain(error);
        return null;
    }

    private void Check()
    {
        var name = Pseudonym?.Trim() ?? "";
        if (name.Length is < 2 or > 30)
            Errors["pseudonym"] = "Choose a name of 2 to 30 characters.";
        else if (!Letters().IsMatch(name))
            Errors["pseudonym"] = "Use letters, digits, spaces, dots, dashes or apostrophes, and begin with a letter or digit.";
        if ((Password?.Length ?? 0) < 10)
            Errors["password"] = "Choose a password of at least 10 characters; a short sentence is good.";
        else if (Password!.Length > 200)
            Errors["password"] = "Choose a password of at most 200 characters.";
        if (Age == "under")
            Errors["age"] = "This place is for people from 16 on, so we cannot make an account for you yet. You can read everything, and Help now lists people who are there for you today.";
        else if (Age is not ("16" or "18"))
            Errors["age"] = "Choose your age, so that we know which groups are yours.";
        if (Country is { Length: > 0 } && !CountryCode().IsMatch(Country))
            Errors["country"] = "Choose a country from the list.";
        if (!Consent)
            Errors["consent"] = "Without this we may not keep what you write, so there would be no way to take part.";
        if (!Guidelines)
            Errors["guidelines"] = "Please read the guidelines and say so here. They are one page.";
    }

    private void Explain(IdentityError error)
    {
        if (error.Code == nameof(IdentityErrorDescriber.DuplicateUserName))
            Errors["pseudonym"] = "Somebody has this name already. Add a word, or choose another.";
        else if (error.Code.StartsWith("Password", StringComparison.Ordinal))
            Errors["password"] = "Choose a password with more different characters.";
        else
            Errors["pseudonym"] = "Choose another name: this one has a character that we cannot keep.";
    }

    [GeneratedRegex(@"^[\p{L}\p{N}][\p{L}\p{M}\p{N} .'’_-]*$")]
    private static partial Regex Letters();

    [GeneratedRegex("^[A-Za-z]{2}$")]
    private static partial Regex CountryCode();
}
