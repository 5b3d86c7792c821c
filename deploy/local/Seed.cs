namespace PeerSupport.Local;

/// <summary>Puts the accounts, articles, modules and groups of deploy/seed into a running platform, through the gateway as anybody would.</summary>
public static class Seed
{
    /// <summary>Does it once; a platform that was seeded before is left alone.</summary>
    public static async Task RunAsync(Platform platform, Action<string> say, CancellationToken cancellationToken)
    {
        var done = Path.Combine(platform.State, "seeded");
        if (File.Exists(done))
            return;

        say("Making the demo accounts …");
        await platform.AccountAsync(DemoAccounts.Admin, DemoAccounts.Password, "member,admin", cancellationToken);
        await platform.AccountAsync(DemoAccounts.Moderator, DemoAccounts.Password, "member,moderator", cancellationToken);
        foreach (var member in DemoAccounts.Members)
            await platform.AccountAsync(member, DemoAccounts.Password, "member", cancellationToken);

        say("Importing articles, modules and groups …");
        using var admin = new Visitor(platform.PublicOrigin);
        await admin.SignInAsync(DemoAccounts.Admin, DemoAccounts.Password, cancellationToken);
        foreach (var figure in Files("figures", "*.svg"))
            await admin.PutAsync($"/api/content/figures/{Path.GetFileNameWithoutExtension(figure)}", figure, "image/svg+xml", cancellationToken);
        foreach (var article in Files("articles", "*.md"))
            await admin.PutAsync($"/api/content/import/articles/{Path.GetFileNameWithoutExtension(article)}", article, "text/markdown", cancellationToken);
        foreach (var module in Files("modules", "*.md"))
            await admin.PutAsync($"/api/content/import/modules/{Path.GetFileNameWithoutExtension(module)}", module, "text/markdown", cancellationToken);
        foreach (var group in Files("groups", "*.json"))
            await admin.PutAsync($"/api/chat/groups/{Path.GetFileNameWithoutExtension(group)}", group, "application/json", cancellationToken);

        foreach (var member in DemoAccounts.Members.Append(DemoAccounts.Moderator))
        {
            using var visitor = new Visitor(platform.PublicOrigin);
            await visitor.SignInAsync(member, DemoAccounts.Password, cancellationToken);
            foreach (var group in Files("groups", "*.json"))
                await visitor.PostAsync($"/api/chat/groups/{Path.GetFileNameWithoutExtension(group)}/join", cancellationToken);
        }

        await File.WriteAllTextAsync(done, DateTimeOffset.UtcNow.ToString("O"), cancellationToken);

        IEnumerable<string> Files(string folder, string pattern) =>
            Directory.Exists(platform.Checkout.At("deploy", "seed", folder))
                ? Directory.EnumerateFiles(platform.Checkout.At("deploy", "seed", folder), pattern).Order()
                : [];
    }
}
