using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace PeerSupport.Local;

/// <summary>Puts the accounts, articles, modules and groups of deploy/seed into a running platform, through its public interface as anybody would.</summary>
public static class Seed
{
    /// <summary>Makes the demo accounts and imports what is missing. What is there is left alone, so that an admin's own edits outlive a start.</summary>
    public static async Task RunAsync(Platform platform, Action<string> say, CancellationToken cancellationToken)
    {
        // The note is written last: a start that was cut off is finished by the next one. It names the databases, which may be another server's next time.
        var note = Path.Combine(platform.State, "seeded");
        var databases = await platform.Postgres.IdentityAsync(cancellationToken);
        if (File.Exists(note) && await File.ReadAllTextAsync(note, cancellationToken) == databases)
            return;

        say("Making the demo accounts …");
        await platform.AccountAsync(DemoAccounts.Admin, DemoAccounts.Password, "member,admin", cancellationToken);
        await platform.AccountAsync(DemoAccounts.Moderator, DemoAccounts.Password, "member,moderator", cancellationToken);
        foreach (var member in DemoAccounts.Members)
            await platform.AccountAsync(member, DemoAccounts.Password, "member", cancellationToken);

        await ImportAsync(platform.Checkout, platform.PublicOrigin, DemoAccounts.Admin, DemoAccounts.Password, say, cancellationToken);
        foreach (var member in DemoAccounts.Members.Append(DemoAccounts.Moderator))
        {
            using var visitor = new Visitor(platform.PublicOrigin);
            await visitor.SignInAsync(member, DemoAccounts.Password, cancellationToken);
            foreach (var group in Files(platform.Checkout, "groups", "*.json"))
                await JoinAsync(visitor, Slug(group), cancellationToken);
        }

        await File.WriteAllTextAsync(note, databases, cancellationToken);
    }

    /// <summary>Reads the charter's version first, as everybody does who agrees to it.</summary>
    private static async Task JoinAsync(Visitor visitor, string group, CancellationToken cancellationToken)
    {
        var page = await visitor.Http.GetFromJsonAsync<JsonElement>(new Uri($"/api/chat/groups/{group}", UriKind.Relative), cancellationToken);
        await visitor.PostAsync($"/api/chat/groups/{group}/join", new { charterVersion = page.GetProperty("charterVersion").GetInt64() }, cancellationToken);
    }

    /// <summary>Imports the figures, articles, modules and groups that the platform lacks.</summary>
    /// <param name="checkout">Where the files are.</param>
    /// <param name="origin">The public origin of the platform.</param>
    /// <param name="admin">The pseudonym of an admin.</param>
    /// <param name="password">The admin's password.</param>
    /// <param name="say">Told what happens.</param>
    /// <param name="cancellationToken">Ends the import; what was imported stays.</param>
    /// <exception cref="InvalidOperationException">The admin could not be signed in, or a file was not accepted; the message says why.</exception>
    public static async Task ImportAsync(Checkout checkout, string origin, string admin, string password, Action<string> say, CancellationToken cancellationToken)
    {
        say("Importing articles, modules and groups …");
        using var visitor = new Visitor(origin);
        await visitor.SignInAsync(admin, password, cancellationToken);
        foreach (var kind in Kinds)
        {
            foreach (var file in Files(checkout, kind.Folder, kind.Pattern))
            {
                using var there = await visitor.Http.GetAsync(new Uri(kind.Read + Slug(file), UriKind.Relative), cancellationToken);
                if (there.StatusCode == HttpStatusCode.NotFound)
                    await visitor.PutAsync(kind.Write + Slug(file), file, kind.Type, cancellationToken);
            }
        }
    }

    // In this order: an article shows its figure from the first moment.
    private static readonly (string Folder, string Pattern, string Read, string Write, string Type)[] Kinds =
    [
        ("figures", "*.svg", "/api/content/figures/", "/api/content/figures/", "image/svg+xml"),
        ("articles", "*.md", "/api/content/articles/", "/api/content/import/articles/", "text/markdown"),
        ("modules", "*.md", "/api/content/modules/", "/api/content/import/modules/", "text/markdown"),
        ("groups", "*.json", "/api/chat/groups/", "/api/chat/groups/", "application/json"),
    ];

    private static string Slug(string file) => Path.GetFileNameWithoutExtension(file);

    private static IEnumerable<string> Files(Checkout checkout, string folder, string pattern) =>
        Directory.EnumerateFiles(checkout.At("deploy", "seed", folder), pattern).Order(StringComparer.Ordinal);
}
