using Microsoft.AspNetCore.SignalR.Client;
using PeerSupport.Contracts;
using PeerSupport.TestKit;

namespace PeerSupport.Chat.Tests.Hubs;

public sealed class SignedOutTests(ChatFixture chat) : IClassFixture<ChatFixture>
{
    private readonly TestUser _fern = TestUsers.Member("Fern");

    [Fact]
    public async Task Signing_out_everywhere_closes_every_room_and_a_token_from_before_opens_none()
    {
        await using var room = await ConnectAsync(_fern);
        await using var elsewhere = await ConnectAsync(_fern);
        await using var other = await ConnectAsync(TestUsers.Member("Otto"));
        await SignOutAsync(DateTimeOffset.UtcNow.AddSeconds(1));

        await ClosedAsync(room);
        await ClosedAsync(elsewhere);
        Assert.Equal(HubConnectionState.Connected, other.State);

        // The client is faster than an event: it is back at once, with the token that it still has.
        await using var again = chat.Service.HubFor(_fern, "/hubs/chat");
        await again.StartAsync(TestContext.Current.CancellationToken);
        await ClosedAsync(again);
    }

    [Fact]
    public async Task A_connection_of_a_later_sign_in_stays()
    {
        await using var room = await ConnectAsync(_fern);
        await SignOutAsync(DateTimeOffset.UtcNow.AddMinutes(-1));
        // The order of one queue: when the second member's connection is closed, the first event has been dealt with.
        var marker = TestUsers.Member("Marker");
        await using var last = await ConnectAsync(marker);
        await chat.Service.PublishAsync(new SignedOutEverywhere(Guid.CreateVersion7(), DateTimeOffset.UtcNow.AddSeconds(1), marker.Id));
        await ClosedAsync(last);

        Assert.Equal(HubConnectionState.Connected, room.State);
    }

    private async Task<HubConnection> ConnectAsync(TestUser user)
    {
        var hub = chat.Service.HubFor(user, "/hubs/chat");
        await hub.StartAsync(TestContext.Current.CancellationToken);
        return hub;
    }

    private Task SignOutAsync(DateTimeOffset at) => chat.Service.PublishAsync(new SignedOutEverywhere(Guid.CreateVersion7(), at, _fern.Id));

    private static Task ClosedAsync(HubConnection hub) =>
        Eventually.TrueAsync(() => Task.FromResult(hub.State == HubConnectionState.Disconnected), "the connection stayed open");
}
