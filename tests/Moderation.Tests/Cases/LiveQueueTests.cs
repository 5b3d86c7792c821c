using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR.Client;
using PeerSupport.TestKit;

namespace PeerSupport.Moderation.Tests.Cases;

public sealed class LiveQueueTests(ModerationFactory factory) : IClassFixture<ModerationFactory>
{
    [Fact]
    public async Task Every_moderator_sees_a_case_come_and_be_claimed_without_its_text()
    {
        var (marek, ines) = (TestUsers.Moderator("Marek"), TestUsers.Moderator("Ines"));
        await using var first = factory.HubFor(marek, "/hubs/moderation");
        await using var second = factory.HubFor(ines, "/hubs/moderation");
        var (toMarek, toInes) = (Listen(first), Listen(second));
        await first.StartAsync(TestContext.Current.CancellationToken);
        await second.StartAsync(TestContext.Current.CancellationToken);

        var id = await factory.OpenAsync(ModerationFactory.Message());
        await SeenAsync(toInes, id, "open", false);
        await factory.ClientFor(marek).ClaimAsync(id);

        await SeenAsync(toMarek, id, "claimed", true);
        await SeenAsync(toInes, id, "claimed", false);
        Assert.All(toInes, item => Assert.DoesNotContain("Nobody wants", item.GetRawText(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_member_cannot_listen()
    {
        await using var hub = factory.HubFor(TestUsers.Member(), "/hubs/moderation");
        await Assert.ThrowsAnyAsync<Exception>(() => hub.StartAsync(TestContext.Current.CancellationToken));
    }

    private static ConcurrentQueue<JsonElement> Listen(HubConnection hub)
    {
        var seen = new ConcurrentQueue<JsonElement>();
        hub.On<JsonElement>("CaseChanged", seen.Enqueue);
        return seen;
    }

    private static Task SeenAsync(ConcurrentQueue<JsonElement> seen, Guid id, string state, bool mine) => Eventually.TrueAsync(
        () => Task.FromResult(seen.Any(item => item.GetProperty("id").GetGuid() == id && item.GetProperty("state").GetString() == state && item.GetProperty("claimedByMe").GetBoolean() == mine)),
        $"the case was not shown as {state}");
}
