using System.Diagnostics;
using System.Globalization;
using System.Net;
using PeerSupport.Local;
using PeerSupport.TestKit;

namespace PeerSupport.Load.Servers;

/// <summary>
/// The chat service as it runs in production: migrated, on a real broker, with screening, the outbox and its relay, in one or more nodes. Only the limits on
/// posting are lifted.
/// </summary>
internal sealed class ChatServer(string name, Issuer issuer, LoadDatabase database) : IHubServer
{
    private readonly List<ServerProcess> _nodes = [];

    public string Name => name;

    public Issuer Issuer => issuer;

    public LoadDatabase Database => database;

    public IReadOnlyList<ServerProcess> Processes => _nodes;

    public IReadOnlyList<IPEndPoint> Doors => [.. _nodes.Select(node => node.Address)];

    public Community Community { get; private set; } = null!;

    /// <summary>Starts it with groups and members.</summary>
    /// <param name="databaseServer">Where its database is made.</param>
    /// <param name="broker">The broker.</param>
    /// <param name="groups">How many groups.</param>
    /// <param name="size">How many members each has.</param>
    /// <param name="nodes">How many processes share the work.</param>
    /// <param name="areGroupsSplit">Whether the members of a group come in through all nodes, and not all through one.</param>
    public static async Task<ChatServer> StartAsync(string databaseServer, string broker, int groups, int size, int nodes = 1, bool areGroupsSplit = false)
    {
        var program = Checkout.Find().Program("services/Chat");
        var name = nodes == 1 ? "chat" : areGroupsSplit ? "two nodes, groups across" : "two nodes, groups apart";
        var server = new ChatServer(name, await Issuer.StartAsync(), await LoadDatabase.CreateAsync(databaseServer));
        try
        {
            var settings = StandaloneChat.Settings(server.Database.ConnectionString, broker, server.Issuer);
            settings["Chat__PostsPerMinute"] = settings["Chat__PostsAtOnce"] = settings["Chat__JoinsPerMinute"] = settings["Chat__JoinsAtOnce"] = "1000000";
            await ServerProcess.RunAsync(["dotnet", program, "migrate"], new(settings));
            for (var node = 0; node < nodes; node++)
                server._nodes.Add(await ServerProcess.StartAsync(["dotnet", program], new(settings), ServerProcess.Answers("/health/ready")));
            var members = Enumerable.Range(0, groups * size).Select(_ => Guid.CreateVersion7()).ToArray();
            var rooms = await StandaloneChat.FoundAsync(new($"http://{server._nodes[0].Address}"), server.Issuer, server.Database.ConnectionString, groups, members);
            var tokens = members.Select((member, i) => server.Issuer.Token(member, $"Member {i}", "member")).ToArray();
            server.Community = new(rooms, size, i => tokens[i]) { DoorOf = (group, seat) => (areGroupsSplit ? seat : group) % nodes };
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async Task<string?> FinishAsync()
    {
        var waiting = await database.ReadAsync<long>("select count(*) from outbox_messages");
        var since = Stopwatch.StartNew();
        while (await database.ReadAsync<bool>("select exists (select 1 from outbox_messages)") && since.Elapsed < TimeSpan.FromSeconds(60))
            await Task.Delay(100);
        return waiting == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{waiting} events were still in the outbox; it was empty after {since.Elapsed.TotalSeconds:0.0} s");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
            await node.DisposeAsync();
        await database.DisposeAsync();
        await issuer.DisposeAsync();
    }
}
