using System.Net;
using PeerSupport.Local;
using PeerSupport.TestKit;

namespace PeerSupport.Load.Servers;

/// <summary>The chat service behind something that passes its sockets on: the platform's gateway, or nginx as its own guide to WebSockets has it.</summary>
internal sealed class FrontedServer(string name, ChatServer chat) : IHubServer
{
    private static readonly string[] Programs = ["/usr/sbin/nginx", "/usr/bin/nginx"];
    private readonly string _folder = Directory.CreateTempSubdirectory("load").FullName;
    private ServerProcess? _front;
    private LoadDatabase? _sessions;

    public string Name => name;

    public IReadOnlyList<ServerProcess> Processes => [_front!, .. chat.Processes];

    public IReadOnlyList<IPEndPoint> Doors => [_front!.Address];

    public Community Community => chat.Community;

    public static Task<FrontedServer> GatewayAsync(string databaseServer, string broker, int groups, int size) => StartAsync("gateway", databaseServer, broker, groups, size, async server =>
    {
        var program = Checkout.Find().Program("gateway");
        server._sessions = await LoadDatabase.CreateAsync(databaseServer);
        var settings = StandaloneChat.GatewaySettings(server._sessions.ConnectionString, broker, server.Chat.Issuer, new($"http://{server.Chat.Processes[0].Address}"), server._folder);
        await ServerProcess.RunAsync(["dotnet", program, "migrate"], new(settings));
        server._front = await ServerProcess.StartAsync(["dotnet", program], settings, ServerProcess.Answers("/health/ready"));
    });

    public static Task<FrontedServer> NginxAsync(string databaseServer, string broker, int groups, int size) => StartAsync("nginx", databaseServer, broker, groups, size, async server =>
    {
        var address = ServerProcess.FreeAddress();
        var file = Path.Combine(server._folder, "nginx.conf");
        await File.WriteAllTextAsync(file, Configuration(server._folder, address, server.Chat.Processes[0].Address));
        var program = Programs.FirstOrDefault(File.Exists) ?? throw new InvalidOperationException("nginx is not installed: apt-get install nginx-light.");
        server._front = await ServerProcess.StartAsync([program, "-p", server._folder, "-c", file], [], ServerProcess.Answers("/health/ready"), address);
    });

    public Task<string?> FinishAsync() => chat.FinishAsync();

    public async ValueTask DisposeAsync()
    {
        if (_front is not null)
            await _front.DisposeAsync();
        await chat.DisposeAsync();
        if (_sessions is not null)
            await _sessions.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private ChatServer Chat => chat;

    private static async Task<FrontedServer> StartAsync(string name, string databaseServer, string broker, int groups, int size, Func<FrontedServer, Task> startFront)
    {
        var server = new FrontedServer(name, await ChatServer.StartAsync(databaseServer, broker, groups, size));
        try
        {
            await startFront(server);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    // One process that is also its own worker, so that what it uses of the core is seen.
    private static string Configuration(string folder, IPEndPoint address, IPEndPoint chat) => $$"""
        daemon off;
        master_process off;
        pid {{folder}}/nginx.pid;
        error_log stderr warn;
        events { worker_connections 20000; }
        http {
            access_log off;
            client_body_temp_path {{folder}}/body;
            proxy_temp_path {{folder}}/proxy;
            fastcgi_temp_path {{folder}}/fastcgi;
            uwsgi_temp_path {{folder}}/uwsgi;
            scgi_temp_path {{folder}}/scgi;
            server {
                listen {{address}};
                location / {
                    proxy_pass http://{{chat}};
                    proxy_http_version 1.1;
                    proxy_set_header Host $host;
                    proxy_set_header Upgrade $http_upgrade;
                    proxy_set_header Connection "upgrade";
                    proxy_read_timeout 1h;
                }
            }
        }
        """;
}
