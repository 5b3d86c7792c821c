using Npgsql;
using PeerSupport.Load.Chat;
using PeerSupport.Local;

namespace PeerSupport.Load.Servers;

/// <summary>socket.io in one process of Node, with a row for each message: a commit each, or one for all that have gathered.</summary>
internal sealed class SocketIoServer(string name, LoadDatabase database, ServerProcess process, Community community) : IHubServer
{
    public string Name => name;

    public IReadOnlyList<ServerProcess> Processes => [process];

    public IReadOnlyList<HubProtocol> Protocols => [HubProtocol.SocketIo];

    public Community Community => community;

    public static async Task<SocketIoServer> StartAsync(string databaseServer, bool isGrouped, int groups, int size)
    {
        var folder = Checkout.Find().At("tests", "Load", "Servers", "SocketIo");
        if (!Directory.Exists(Path.Combine(folder, "node_modules")))
            await ServerProcess.RunAsync(["npm", "ci", "--no-audit", "--no-fund", "--prefix", folder], []);
        var database = await LoadDatabase.CreateAsync(databaseServer);
        try
        {
            await database.ExecuteAsync(LoadDatabase.PlainMessages);
            var settings = new Dictionary<string, string> { ["DATABASE_URL"] = Address(database.ConnectionString), ["NODE_ENV"] = "production" };
            var process = await ServerProcess.StartAsync(["node", Path.Combine(folder, "server.mjs"), isGrouped ? "group" : "each"], settings, ServerProcess.Answers("/"));
            return new(isGrouped ? "socket.io, group commit" : "socket.io, commit each", database, process,
                new([.. Enumerable.Range(0, groups).Select(_ => Guid.CreateVersion7())], size, _ => "none"));
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await process.DisposeAsync();
        await database.DisposeAsync();
    }

    private static string Address(string connectionString)
    {
        var parts = new NpgsqlConnectionStringBuilder(connectionString);
        return $"postgres://{Uri.EscapeDataString(parts.Username!)}:{Uri.EscapeDataString(parts.Password!)}@{parts.Host}:{parts.Port}/{parts.Database}";
    }
}
