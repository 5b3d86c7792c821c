using System.Net.Sockets;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Chaos;

/// <summary>One connection to the hub, whose socket can be broken under it.</summary>
internal sealed class Line : IAsyncDisposable
{
    private readonly HubConnection _hub;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Socket? _socket;

    private Line(Uri address, string token)
    {
        _hub = new HubConnectionBuilder()
            .WithUrl(new Uri(address, "/hubs/chat"), options =>
            {
                options.Transports = HttpTransportType.WebSockets;
                options.SkipNegotiation = true;
                options.WebSocketFactory = async (context, cancel) => await ConnectAsync(context.Uri, token, cancel);
            })
            .AddJsonProtocol(options => Json.Apply(options.PayloadSerializerOptions))
            .Build();
        _hub.Closed += _ =>
        {
            _ended.TrySetResult();
            return Task.CompletedTask;
        };
    }

    /// <summary>Completes when the connection has ended or its member has turned away from it.</summary>
    public Task Ended => _ended.Task;

    /// <summary>What the service calls: the group's new lines, and how far its log has come.</summary>
    public static async Task<Line> OpenAsync(
        Uri address, string token, Action<Line, Guid, Entry[]> entries, Action<Line, Guid, long> head, CancellationToken cancellationToken)
    {
        var line = new Line(address, token);
        line._hub.On<Guid, Entry[]>("Entries", (group, lines) => entries(line, group, lines));
        line._hub.On<Guid, long>("Head", (group, last) => head(line, group, last));
        try
        {
            await line._hub.StartAsync(cancellationToken);
            return line;
        }
        catch
        {
            await line.DisposeAsync();
            throw;
        }
    }

    public Task<T> AskAsync<T>(string method, params object?[] arguments) => _hub.InvokeCoreAsync<T>(method, arguments);

    /// <summary>The other side is told in the rudest way, and what was on its way in either direction is gone.</summary>
    public void Reset()
    {
        if (_socket is not { } socket)
            return;
        socket.LingerState = new(enable: true, seconds: 0);
        socket.Close();
    }

    /// <summary>What was sent arrives, and no answer comes back.</summary>
    public void Shut()
    {
        try
        {
            _socket?.Shutdown(SocketShutdown.Both);
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // It has broken by itself.
        }
    }

    /// <summary>The member goes on elsewhere, while the service still takes this connection for one that is read.</summary>
    public void Leave() => _ended.TrySetResult();

    public async ValueTask DisposeAsync() => await _hub.DisposeAsync();

    private async ValueTask<WebSocket> ConnectAsync(Uri address, string token, CancellationToken cancellationToken)
    {
        var web = new ClientWebSocket();
        web.Options.SetRequestHeader("Authorization", $"Bearer {token}");
        using var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancel) =>
            {
                _socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await _socket.ConnectAsync(context.DnsEndPoint, cancel);
                return new NetworkStream(_socket, ownsSocket: true);
            },
        };
        using var invoker = new HttpMessageInvoker(handler, disposeHandler: false);
        // The web client's own limit; a node that stands still takes the connection and never answers.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(15));
        await web.ConnectAsync(address, invoker, limit.Token);
        return web;
    }
}
