using Microsoft.AspNetCore.Identity;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Identity.Accounts;

/// <summary>
/// <c>account --pseudonym NAME --roles admin,moderator</c>: the operator's way to make the first accounts of the staff, or to change the roles of one
/// that exists. The password comes on standard input, so that it is in no process list and no shell history; an empty one leaves an existing password alone.
/// </summary>
internal static class AccountCommand
{
    public static async Task<int> RunAsync(IServiceProvider services, string[] args, TextReader input, TextWriter errors)
    {
        var pseudonym = Pseudonyms.Tidy(Option(args, "--pseudonym"));
        string[] roles = [.. (Option(args, "--roles") ?? Roles.Member).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
        if (Pseudonyms.Problem(pseudonym) is { } problem)
            return Refuse(errors, problem);
        if (roles.Except([Roles.Member, Roles.Moderator, Roles.Admin]).FirstOrDefault() is { } unknown)
            return Refuse(errors, $"There is no role \"{unknown}\": use member, moderator or admin.");

        var password = await input.ReadLineAsync() ?? "";
        await using var scope = services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var now = scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow();
        var result = await users.FindByNameAsync(pseudonym) is { } account
            ? await ChangeAsync(users, account, roles, password, now)
            : await CreateAsync(users, pseudonym, roles, password, now);
        return result.Succeeded ? 0 : Refuse(errors, string.Join(" ", result.Errors.Select(error => error.Description)));
    }

    private static Task<IdentityResult> CreateAsync(UserManager<Account> users, string pseudonym, string[] roles, string password, DateTimeOffset now)
    {
        var account = new Account(pseudonym, AgeBand.Adult, country: null, now);
        account.Grant(roles, now);
        return users.CreateAsync(account, password);
    }

    private static async Task<IdentityResult> ChangeAsync(UserManager<Account> users, Account account, string[] roles, string password, DateTimeOffset now)
    {
        account.Grant(roles, now);
        if (password.Length == 0 || await users.CheckPasswordAsync(account, password))
            return await users.UpdateAsync(account);
        if (Passwords.Problem(password, account.UserName!) is { } problem)
            return IdentityResult.Failed(new IdentityError { Description = problem });

        await users.RemovePasswordAsync(account);
        return await users.AddPasswordAsync(account, password);
    }

    private static string? Option(string[] args, string name) =>
        Array.IndexOf(args, name) is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : null;

    private static int Refuse(TextWriter errors, string problem)
    {
        errors.WriteLine(problem);
        return 1;
    }
}
