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
                contenders._servers.Add(await Contender.StartAsync(name, options, groups, size));
        }
        catch
        {
            await contenders.DisposeAsync();
            throw;
        }
        // The commit of each message is there to be compared with, and once is enough.
        contenders.All = [.. contenders._servers.SelectMany(server => options.Protocols.Take(server.Name == "commit each" ? 1 : 2).Select(protocol => new Contender(server, protocol)))];
        output.WriteLine($"Ready: {string.Join("; ", contenders.All.Select(contender => contender.Name))}");
        return contenders;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
            await server.DisposeAsync();
    }
}
