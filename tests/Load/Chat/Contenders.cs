using PeerSupport.Load.Servers;

namespace PeerSupport.Load.Chat;

/// <summary>All that are compared, running at the same time; only one of them has members at a time.</summary>
internal sealed class Contenders : IAsyncDisposable
{
    private readonly List<IHubServer> _servers = [];

    public IReadOnlyList<Contender> All { get; private set; } = [];

    public static async Task<Contenders> StartAsync(LoadOptions options, int groups, int size, TextWriter output)
    {
        var contenders = new Contenders();
        try
        {
            foreach (var name in options.Servers)
                contenders._servers.Add(await Contender.StartAsync(name, groups, size));
        }
        catch
        {
            await contenders.DisposeAsync();
            throw;
        }
        contenders.All = [.. contenders._servers.SelectMany(server => Spoken(server, options).Select(protocol => new Contender(server, protocol)))];
        output.WriteLine($"Ready: {string.Join("; ", contenders.All.Select(contender => contender.Name))}");
        return contenders;
    }

    /// <summary>A peer that speaks none of the hub's protocols speaks its own.</summary>
    public static IEnumerable<HubProtocol> Spoken(IHubServer server, LoadOptions options) =>
        options.Protocols.Intersect(server.Protocols).DefaultIfEmpty(server.Protocols[0]);

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
            await server.DisposeAsync();
    }
}
