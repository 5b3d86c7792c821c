using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
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
        await socket.SendAsync(Encoding.UTF8.GetBytes("{\"protocol\":\"json\",\"version\":1}\u001e"), WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        var buffer = new byte[1024];
        while ((await socket.ReceiveAsync(buffer, limit.Token)).MessageType != WebSocketMessageType.Close)
        {
        }
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
    public void Half_a_character_is_refused_with_a_code_and_not_with_an_exception()
    {
        var post = JsonSerializer.Deserialize<NewPost>("""{"groupId":"7b0c0000-0000-7000-8000-000000000000","clientId":"7b0c0000-0000-7000-8000-000000000000","body":"a\ud800b"}""", Json.Options)!;
        Assert.Equal("invalid_text", MessageText.Refuse(post.Body)?.Code);
        Assert.Equal("invalid_text", MessageText.Refuse("a\udc00")?.Code);
        Assert.Null(MessageText.Refuse("\ud83c\udf3f"));
    }
}
