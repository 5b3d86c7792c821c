using Microsoft.AspNetCore.Identity;
using PeerSupport.Identity.Data;
using PeerSupport.Outbox;

namespace PeerSupport.Identity.Accounts;

/// <summary>
/// The operator's way to the first admin: <c>account --pseudonym NAME --roles member,admin</c>, the password on standard input, so that it
/// stands in no list of processes. Creates the account, or sets its password and roles when it exists.
/// </summary>
internal static class AccountCommand
{
    public static bool Is(string[] args) => args is ["account", ..];

    public static async Task RunAsync(IServiceProvider services, string[] args)
    {
        var pseudonym = Option(args, "--pseudonym") ?? throw new InvalidOperationException("Say whose account: --pseudonym NAME.");
        var roles = (Option(args, "--roles") ?? ServiceDefaults.Roles.Member).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var password = await Console.In.ReadLineAsync() is { Length: >= 10 } typed ? typed : throw new InvalidOperationException("Give a password of at least 10 characters on standard input.");

        var accounts = services.GetRequiredService<UserManager<Account>>();
        var db = services.GetRequiredService<IdentityDb>();
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        if (await accounts.FindByNameAsync(pseudonym) is { } account)
        {
            account.AssignRoles(roles);
            account.PasswordHash = accounts.PasswordHasher.HashPassword(account, password);
            db.Enqueue(account.Profile(now));
            Demand(await accounts.UpdateSecurityStampAsync(account));
            return;
        }

        account = new Account(pseudonym, AgeBand.EighteenOrOver, null, roles, now);
        account.Consents.Add(new Consent(now));
        db.Enqueue(account.Profile(now));
        Demand(await accounts.CreateAsync(account, password));
    }

    private static void Demand(IdentityResult result)
    {
        if (!result.Succeeded)
            throw new InvalidOperationException(string.Join(' ', result.Errors.Select(error => error.Description)));
    }

    private static string? Option(string[] args, string name) => Array.IndexOf(args, name) is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : null;
}
