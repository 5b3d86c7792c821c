using System.Buffers;
using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using PeerSupport.Chat.Hubs;
using PeerSupport.TestKit;

namespace PeerSupport.Chat.Tests.Hubs;

/// <summary>Nobody can see that somebody else types, reads, is here, comes or goes.</summary>
public sealed class SilenceTests(ChatFixture chat) : IClassFixture<ChatFixture>
{
    private readonly TestUser _fern = TestUsers.Member("Fern");
    private readonly TestUser _otto = TestUsers.Member("Otto");

    /// <summary>Every frame is recorded as it comes over the wire, so that also a call that no client of ours knows would show.</summary>
    [Fact]
    public async Task While_one_comes_reads_types_scrolls_and_goes_the_other_is_told_nothing()
    {
        var group = await chat.GroupAsync(_fern, _otto);
        await using var writer = await chat.EnterAsync(_otto, group);
        await using var watcher = await Wire.OpenAsync(chat.Service, _fern, group);
        await writer.PostAsync("before");
        await watcher.HearsAsync("before");

        await using (var other = await chat.EnterAsync(_otto, group))
        {
            await other.CatchupAsync(0);
            await other.EarlierAsync(10);
            await other.AskAsync<Guidance>("Guide", new { GroupId = group, Body = "Half a thought" });
            await other.AskAsync<Guidance>("Guide", new { GroupId = group, Body = "Half a thought and some more" });
            await other.LeaveAsync();
        }
        await using (await chat.EnterAsync(_otto, group))
        {
            // Coming in and being cut off, without a word of leaving.
        }

        await writer.PostAsync("after");
        await watcher.HearsAsync("after");
        Assert.Equal(["before", "after"], watcher.Frames.Select(frame => frame.GetProperty("arguments")[1][0].GetProperty("body").GetString()));
    }

    [Fact]
    public async Task A_room_is_as_empty_with_one_as_with_two_and_a_full_one_is_rounded()
    {
        var many = Enumerable.Range(0, 12).Select(_ => TestUsers.Member()).ToArray();
        var group = await chat.GroupAsync([_fern, .. many]);
        await using var first = await RoomClient.ConnectAsync(chat.Service.HubFor(_fern, "/hubs/chat"), group);
        Assert.Equal(0, (await first.JoinAsync()).Here);

        var others = await Task.WhenAll(many.Select(member => chat.EnterAsync(member, group)));
        // They came within the minutes in which the number stays as it is.
        Assert.Equal(0, (await first.JoinAsync()).Here);
        chat.Service.Clock.Advance(TimeSpan.FromMinutes(6));
        var full = (await first.JoinAsync()).Here;
        Assert.True(full is 10 or 15, $"{full} is not about 13");
        foreach (var other in others)
            await other.DisposeAsync();
        Assert.Equal(full, (await first.JoinAsync()).Here);
    }

    /// <summary>A connection that keeps everything it is told, and answers nothing.</summary>
    private sealed class Wire : IAsyncDisposable
    {
        private const byte End = 0x1e;
        private readonly WebSocket _socket;
        private readonly ConcurrentQueue<JsonElement> _all = new();
        private readonly Task _reading;

        private Wire(WebSocket socket)
        {
            _socket = socket;
            _reading = ReadAsync();
        }

        /// <summary>What was called on the client; neither answers to its own calls nor the signs of life of the connection.</summary>
        public IEnumerable<JsonElement> Frames => _all.Where(frame => frame.TryGetProperty("type", out var type) && type.GetInt32() is not (3 or 6));

        public static async Task<Wire> OpenAsync(ChatFixture.ChatService service, TestUser user, Guid group)
        {
            var sockets = service.Server.CreateWebSocketClient();
            sockets.ConfigureRequest = request => request.Headers.Authorization = $"Bearer {user.Token()}";
            var wire = new Wire(await sockets.ConnectAsync(new Uri(service.Server.BaseAddress, "/hubs/chat"), CancellationToken.None));
            await wire.SayAsync("""{"protocol":"json","version":1}""");
            await wire.SayAsync($$"""{"type":1,"invocationId":"1","target":"Join","arguments":["{{group}}",null]}""");
            await Eventually.TrueAsync(() => Task.FromResult(wire._all.Any(frame => frame.TryGetProperty("invocationId", out _))), "the room did not let it in");
            return wire;
        }

        public Task HearsAsync(string body) =>
            Eventually.TrueAsync(() => Task.FromResult(_all.Any(frame => frame.GetRawText().Contains($"\"{body}\"", StringComparison.Ordinal))), "it was not heard");

        public async ValueTask DisposeAsync()
        {
            _socket.Abort();
            await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _socket.Dispose();
        }

        private async Task SayAsync(string json) => await _socket.SendAsync(Encoding.UTF8.GetBytes(json + (char)End), WebSocketMessageType.Text, true, CancellationToken.None);

        private async Task ReadAsync()
        {
            var buffer = new byte[16 * 1024];
            var rest = new List<byte>();
            while (await _socket.ReceiveAsync(buffer, CancellationToken.None) is { MessageType: not WebSocketMessageType.Close } received)
            {
                rest.AddRange(buffer.AsSpan(0, received.Count));
                for (var end = rest.IndexOf(End); end >= 0; end = rest.IndexOf(End))
                {
                    var reader = new Utf8JsonReader(new ReadOnlySequence<byte>(rest.GetRange(0, end).ToArray()));
                    _all.Enqueue(JsonElement.ParseValue(ref reader));
                    rest.RemoveRange(0, end + 1);
                }
            }
        }
    }
}
