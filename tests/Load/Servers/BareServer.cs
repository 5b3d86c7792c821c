namespace PeerSupport.Load.Servers;

/// <summary>The bare hub of this very program, alone or with a commit for each message.</summary>
internal sealed class BareServer(string name, LoadDatabase? database, ServerProcess process, Community community) : IHubServer
{
    public string Name => name;

    public ServerProcess Process => process;

    public Community Community => community;

    public static async Task<BareServer> StartAsync(string? databaseServer, int groups, int size)
    {
        var database = databaseServer is null ? null : await LoadDatabase.CreateAsync(databaseServer);
        try
        {
            if (database is not null)
                await database.ExecuteAsync("create table messages (id uuid primary key, group_id uuid not null, author text not null, posted_at timestamptz not null, body text not null)");
            var settings = new Dictionary<string, string> { ["ConnectionStrings__Database"] = database?.ConnectionString ?? "" };
            var process = await ServerProcess.StartAsync(Path.Combine(AppContext.BaseDirectory, "PeerSupport.Load.dll"), ["bare"], settings, "/ready");
            return new(database is null ? "bare" : "commit each", database, process, new([.. Enumerable.Range(0, groups).Select(_ => Guid.CreateVersion7())], size, _ => "none"));
        }
        catch
        {
            if (database is not null)
                await database.DisposeAsync();
            throw;
        }
    }

    public Task<string?> FinishAsync() => Task.FromResult<string?>(null);

    public async ValueTask DisposeAsync()
    {
        await process.DisposeAsync();
        if (database is not null)
            await database.DisposeAsync();
    }
}
