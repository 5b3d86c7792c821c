using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using PeerSupport.Chat.Data;
using PeerSupport.TestKit;

namespace PeerSupport.Chat.Tests.Messages;

/// <summary>The service reaches PostgreSQL through a wire that the test can cut.</summary>
public sealed class OutageTests : IAsyncLifetime
{
    private readonly Wired _service = new();

    [Fact]
    public async Task With_the_database_away_a_post_is_refused_and_what_was_acknowledged_is_still_there()
    {
        var fern = TestUsers.Member("Fern");
        var group = await _service.GroupAsync(fern.Id);
        await using var room = await RoomClient.ConnectAsync(_service.HubFor(fern, "/hubs/chat"), group);
        await room.JoinAsync();
        var clientId = Guid.NewGuid();
        Assert.Equal("ok", (await room.PostAsync("before")).Code);

        _service.Wire.Cut();
        Assert.Equal("unavailable", (await room.PostAsync("during", clientId)).Code);
        Assert.Equal("unavailable", (await room.CatchupAsync(0)).Code);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await _service.ClientFor(null).GetAsync("/health/ready", TestContext.Current.CancellationToken)).StatusCode);

        _service.Wire.Mend();
        await Eventually.TrueAsync(async () => (await room.PostAsync("during", clientId)).Code == "ok", "the post was not taken after the outage", TimeSpan.FromSeconds(60));
        Assert.Equal(["before", "during"], (await room.CatchupAsync(0)).Entries!.Select(entry => entry.Body));
    }

    public async ValueTask InitializeAsync() => await _service.InitializeAsync();

    public async ValueTask DisposeAsync() => await _service.DisposeAsync();

    private sealed class Wired : ServiceFactory<Program, ChatDb>
    {
        public Wire Wire { get; } = new();

        protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string> { ["Chat:PostsAtOnce"] = "10000" };

        public async Task<Guid> GroupAsync(Guid memberId)
        {
            var group = new Chat.Groups.Group($"group-{Guid.NewGuid():N}");
            group.Describe(ChatFixture.Sample());
            return await QueryAsync(async db =>
            {
                db.AddRange(group, new Chat.Groups.Membership(group.Id, memberId, 1, DateTimeOffset.UtcNow));
                await db.SaveChangesAsync();
                return group.Id;
            });
        }

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            var real = new NpgsqlConnectionStringBuilder(ConnectionString);
            builder.UseSetting("ConnectionStrings:Database", new NpgsqlConnectionStringBuilder(ConnectionString) { Host = "127.0.0.1", Port = Wire.Open(real.Host!, real.Port), Timeout = 3 }.ConnectionString);
        }

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            Wire.Cut();
        }
    }

    /// <summary>Forwards a local port, and refuses and drops everything while it is cut.</summary>
    private sealed class Wire
    {
        private readonly Lock _lock = new();
        private readonly List<TcpClient> _clients = [];
        private TcpListener? _listener;
        private (string Host, int Port) _target;
        private int _port;

        public int Open(string host, int port)
        {
            _target = (host, port);
            Listen();
            return _port;
        }

        public void Cut()
        {
            lock (_lock)
            {
                _listener?.Stop();
                _clients.ForEach(client => client.Dispose());
                _clients.Clear();
            }
        }

        public void Mend() => Listen();

        private void Listen()
        {
            var listener = new TcpListener(IPAddress.Loopback, _port);
            listener.Start();
            _port = ((IPEndPoint)listener.LocalEndpoint).Port;
            _listener = listener;
            _ = AcceptAsync(listener);
        }

        private async Task AcceptAsync(TcpListener listener)
        {
            try
            {
                while (true)
                    _ = ForwardAsync(await listener.AcceptTcpClientAsync());
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                // Cut.
            }
        }

        private async Task ForwardAsync(TcpClient from)
        {
            var to = new TcpClient();
            lock (_lock)
                _clients.AddRange([from, to]);
            try
            {
                await to.ConnectAsync(_target.Host, _target.Port);
                await Task.WhenAny(from.GetStream().CopyToAsync(to.GetStream()), to.GetStream().CopyToAsync(from.GetStream()));
            }
            catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
            {
                // Cut.
            }
            finally
            {
                from.Dispose();
                to.Dispose();
            }
        }
    }
}
