using PeerSupport.Load.Chat;

namespace PeerSupport.Load.Servers;

/// <summary>The bare hub of this very program, alone or with a commit for each message.</summary>
internal sealed class BareServer(string name, LoadDatabase? database, ServerProcess process, Community community) : IHubServer
{
    public string Name => name;

    public IReadOnlyList<ServerProcess> Processes => [process];

    // The commit of each message is there to be compared with, and once is enough.
    public IReadOnlyList<HubProtocol> Protocols => database is null ? [HubProtocol.Json, HubProtocol.MessagePack] : [HubProtocol.Json];

    public Community Community => community;

    public static async Task<BareServer> StartAsync(string? databaseServer, int groups, int size)
    {
        var database = databaseServer is null ? null : await LoadDatabase.CreateAsync(databaseServer);
        try
        {
            if (database is not null)
                await database.ExecuteAsync(LoadDatabase.PlainMessages);
            var settings = new Dictionary<string, string> { ["ConnectionStrings__Database"] = database?.ConnectionString ?? "" };
            var process = await ServerProcess.StartAsync(["dotnet", Path.Combine(AppContext.BaseDirectory, "PeerSupport.Load.dll"), "bare"], settings, ServerProcess.Answers("/ready"));
            return new(database is null ? "bare" : "commit each", database, process, new([.. Enumerable.Range(0, groups).Select(_ => Guid.CreateVersion7())], size, _ => "none"));
        }
        catch
        {
            if (database is not null)
                await database.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await process.DisposeAsync();
        if (database is not null)
            await database.DisposeAsync();
    }
}
