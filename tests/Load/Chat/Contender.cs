using PeerSupport.Load.Servers;

namespace PeerSupport.Load.Chat;

/// <summary>A server with one of its protocols.</summary>
internal sealed record Contender(IHubServer Server, HubProtocol Protocol)
{
    public string Name => $"{Server.Name}, {(Protocol == HubProtocol.Json ? "JSON" : "MessagePack")}";

    public Crowd Join(int? most = null) => Crowd.Join(Server.Process.Address, Protocol, Server.Community, most);

    /// <summary>A figure of the generator's own lateness says nothing about the server, so such a step is made again, up to twice.</summary>
    public Step Run(Crowd crowd, int rate, TimeSpan length, Action<string> print)
    {
        for (var tries = 1; ; tries++)
        {
            var step = crowd.Run(rate, length, TimeSpan.FromSeconds(3), new(Server.Process));
            print($"  {Name,-25} {step.Describe()}");
            if (!step.IsHeld || step.WasLate)
                crowd.Settle();
            if (!step.WasLate || tries == 3)
                return step;
        }
    }

    public static async Task<IHubServer> StartAsync(string name, LoadOptions options, int groups, int size) => name switch
    {
        "chat" => await ChatServer.StartAsync(LoadOptions.Database, LoadOptions.Broker, groups, size),
        "bare" => await BareServer.StartAsync(null, groups, size),
        "commit" => await BareServer.StartAsync(LoadOptions.Database, groups, size),
        _ => throw new ArgumentException($"There is no server {name}; there are chat, bare and commit."),
    };
}
