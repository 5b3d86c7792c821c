using PeerSupport.Load.Servers;

namespace PeerSupport.Load.Chat;

/// <summary>A server with one of its protocols.</summary>
internal sealed record Contender(IHubServer Server, HubProtocol Protocol)
{
    public string Name => Protocol is HubProtocol.Json or HubProtocol.MessagePack ? $"{Server.Name}, {(Protocol == HubProtocol.Json ? "JSON" : "MessagePack")}" : Server.Name;

    public Crowd Join(int? most = null) => Crowd.Join(Server, Protocol, most);

    /// <summary>A figure of the generator's own lateness says nothing about the server, so such a step is made again, up to twice.</summary>
    public Step Run(Crowd crowd, int rate, TimeSpan length, Action<string> print)
    {
        for (var tries = 1; ; tries++)
        {
            var step = crowd.Run(rate, length, TimeSpan.FromSeconds(3), new(Server.Processes));
            print($"  {Name,-25} {step.Describe()}");
            if (!step.IsHeld || step.WasLate)
                crowd.Settle();
            if (!step.WasLate || tries == 3)
                return step;
        }
    }

    public static async Task<IHubServer> StartAsync(string name, int groups, int size) => name switch
    {
        "chat" => await ChatServer.StartAsync(LoadOptions.Database, LoadOptions.Broker, groups, size),
        "disjoint" => await ChatServer.StartAsync(LoadOptions.Database, LoadOptions.Broker, groups, size, nodes: 2),
        "across" => await ChatServer.StartAsync(LoadOptions.Database, LoadOptions.Broker, groups, size, nodes: 2, areGroupsSplit: true),
        "gateway" => await FrontedServer.GatewayAsync(LoadOptions.Database, LoadOptions.Broker, groups, size),
        "nginx" => await FrontedServer.NginxAsync(LoadOptions.Database, LoadOptions.Broker, groups, size),
        "bare" => await BareServer.StartAsync(null, groups, size),
        "commit" => await BareServer.StartAsync(LoadOptions.Database, groups, size),
        "socketio" => await SocketIoServer.StartAsync(LoadOptions.Database, isGrouped: false, groups, size),
        "socketio-group" => await SocketIoServer.StartAsync(LoadOptions.Database, isGrouped: true, groups, size),
        "ejabberd" => await EjabberdServer.StartAsync(LoadOptions.Database, groups, size),
        _ => throw new ArgumentException($"There is no server {name}; there are chat, bare, commit, socketio, socketio-group, ejabberd, gateway, nginx, disjoint and across."),
    };
}
