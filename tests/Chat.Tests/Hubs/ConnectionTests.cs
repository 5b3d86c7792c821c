using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using PeerSupport.Chat.Hubs;
using PeerSupport.Chat.Messages;
using PeerSupport.ServiceDefaults;
using PeerSupport.TestKit;

namespace PeerSupport.Chat.Tests.Hubs;

public sealed class ConnectionTests(ChatFixture chat) : IClassFixture<ChatFixture>
{
    [Fact]
    public async Task A_connection_ends_with_its_token()
    {
        var sockets = chat.Service.Server.CreateWebSocketClient();
        var token = TestUsers.Member().Token(TimeSpan.FromSeconds(2));
        // A client that cannot set headers sends the token in the query.
        using var socket = await sockets.ConnectAsync(new Uri(chat.Service.Server.BaseAddress, $"/hubs/chat?access_token={token}"), TestContext.Current.CancellationToken);
        await SendAsync(socket, "{\"protocol\":\"json\",\"version\":1}\u001e");
        await ClosesAsync(socket);
    }

    [Fact]
    public async Task Nobody_connects_without_a_token()
    {
        var sockets = chat.Service.Server.CreateWebSocketClient();
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            sockets.ConnectAsync(new Uri(chat.Service.Server.BaseAddress, "/hubs/chat"), TestContext.Current.CancellationToken));
        Assert.Contains("401", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MessagePack_says_the_same_words()
    {
        var fern = TestUsers.Member("Fern");
        var group = await chat.GroupAsync(fern);
        await using var room = await RoomClient.ConnectAsync(chat.Service.HubFor(fern, "/hubs/chat", builder => builder.AddMessagePackProtocol()), group);
        await room.JoinAsync();

        var posted = await room.AskAsync<Posted>("Post", new NewPost(group, Guid.NewGuid(), "Packed."));

        Assert.Equal("ok", posted.Code);
        var heard = await room.HearsAsync(entry => entry.MessageId == posted.MessageId);
        Assert.Equal(("post", "Packed.", 1L), (heard.Kind, heard.Body, heard.Sequence));
        Assert.Equal("Packed.", Assert.Single((await room.JoinAsync()).Entries!).Body);
    }

    [Fact]
    public async Task Ten_windows_are_open_and_the_eleventh_is_told_why_it_stays_closed()
    {
        var fern = TestUsers.Member("Fern");
        var group = await chat.GroupAsync(fern);
        var windows = new List<RoomClient>();
        for (var i = 0; i < 11; i++)
        {
            windows.Add(await RoomClient.ConnectAsync(chat.Service.HubFor(fern, "/hubs/chat"), group));
            // A connection is counted after its handshake and before its first call is answered.
            Assert.Equal("ok", (await windows[i].AskAsync<Answer>("Leave", group)).Code);
        }

        Assert.Equal("too_many", (await windows[10].JoinAsync()).Code);
        await windows[0].DisposeAsync();
        await Eventually.TrueAsync(async () => (await windows[10].JoinAsync()).Code == "ok", "closing a window did not make room");
        foreach (var window in windows[1..])
            await window.DisposeAsync();
    }

    [Fact]
    public async Task Whoever_comes_in_again_and_again_is_asked_to_wait_and_everybody_else_comes_in()
    {
        var (fern, juniper) = (TestUsers.Member("Fern"), TestUsers.Member("Juniper"));
        var group = await chat.GroupAsync(fern, juniper);
        await using var restless = await RoomClient.ConnectAsync(chat.Service.HubFor(fern, "/hubs/chat"), group);
        await using var other = await RoomClient.ConnectAsync(chat.Service.HubFor(juniper, "/hubs/chat"), group);

        var answers = new List<Joined>();
        for (var i = 0; i < 31; i++)
            answers.Add(await restless.JoinAsync());

        Assert.All(answers[..30], answer => Assert.Equal("ok", answer.Code));
        Assert.Equal(("too_fast", true), (answers[30].Code, answers[30].RetryAfter > 0));
        Assert.Equal("ok", (await other.JoinAsync()).Code);
    }

    [Fact]
    public async Task An_unknown_call_gets_an_error_and_the_connection_goes_on()
    {
        var fern = TestUsers.Member("Fern");
        var group = await chat.GroupAsync(fern);
        await using var room = await RoomClient.ConnectAsync(chat.Service.HubFor(fern, "/hubs/chat"), group);

        await Assert.ThrowsAsync<HubException>(() => room.AskAsync<Answer>("Whisper", new { }));
        await Assert.ThrowsAsync<HubException>(() => room.AskAsync<Answer>("Post", new { GroupId = "no id" }));
        Assert.Equal("ok", (await room.JoinAsync()).Code);
    }

    [Theory]
    [InlineData("no json at all")]
    [InlineData("{\"type\":1,\"target\":")]
    [InlineData(null)]
    public async Task A_bad_frame_closes_its_own_connection_and_no_other(string? frame)
    {
        var fern = TestUsers.Member("Fern");
        var group = await chat.GroupAsync(fern);
        await using var other = await chat.EnterAsync(fern, group);
        var sockets = chat.Service.Server.CreateWebSocketClient();
        using var socket = await sockets.ConnectAsync(new Uri(chat.Service.Server.BaseAddress, $"/hubs/chat?access_token={fern.Token()}"), TestContext.Current.CancellationToken);
        await SendAsync(socket, "{\"protocol\":\"json\",\"version\":1}\u001e");

        // No frame of the caller's choosing stands for one past the limit of 64 KB.
        await SendAsync(socket, (frame ?? new string(' ', 70_000)) + "\u001e");

        await ClosesAsync(socket);
        Assert.Equal("ok", (await other.PostAsync("still here")).Code);
        await other.HearsAsync(entry => entry.Body == "still here");
    }

    private static Task SendAsync(WebSocket socket, string text) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);

    private static async Task ClosesAsync(WebSocket socket)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        var buffer = new byte[1024];
        while ((await socket.ReceiveAsync(buffer, limit.Token)).MessageType != WebSocketMessageType.Close)
        {
        }
    }

    [Fact]
    public void Half_a_character_is_refused_with_a_code_and_not_with_an_exception()
    {
        var post = JsonSerializer.Deserialize<NewPost>("""{"groupId":"7b0c0000-0000-7000-8000-000000000000","clientId":"7b0c0000-0000-7000-8000-000000000000","body":"a\ud800b"}""", Json.Options)!;
        Assert.Equal("invalid_text", MessageText.Refuse(post.Body)?.Code);
        Assert.Equal("invalid_text", MessageText.Refuse("a\udc00")?.Code);
        Assert.Null(MessageText.Refuse("\ud83c\udf3f"));
    }
}
