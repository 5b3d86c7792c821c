using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR.Client;
using PeerSupport.Contracts;
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
    public async Task A_claim_that_lapses_is_shown_to_the_others_without_anybody_doing_anything()
    {
        await using var own = new FactoryWithClock();
        await own.InitializeAsync();
        var ines = TestUsers.Moderator("Ines");
        await using var hub = own.HubFor(ines, "/hubs/moderation");
        var seen = Listen(hub);
        await hub.StartAsync(TestContext.Current.CancellationToken);
        var id = await own.OpenAsync(ModerationFactory.Message());
        await own.ClientFor(TestUsers.Moderator("Marek")).ClaimAsync(id);
        await SeenAsync(seen, id, "claimed", false);
        seen.Clear();

        await Eventually.TrueAsync(
            () =>
            {
                own.Clock.Advance(TimeSpan.FromMinutes(1));
                return Task.FromResult(seen.Any(item => item.GetProperty("state").GetString() == "open"));
            },
            "nobody was told that the case is free");

        Assert.InRange(own.Clock.GetUtcNow() - own.Began, TimeSpan.FromMinutes(20), TimeSpan.MaxValue);
    }

    [Fact]
    public async Task Signing_out_everywhere_closes_the_console()
    {
        var marek = TestUsers.Moderator("Marek");
        await using var hub = factory.HubFor(marek, "/hubs/moderation");
        await hub.StartAsync(TestContext.Current.CancellationToken);

        await factory.PublishAsync(new SignedOutEverywhere(Guid.CreateVersion7(), DateTimeOffset.UtcNow.AddSeconds(1), marek.Id));

        await Eventually.TrueAsync(() => Task.FromResult(hub.State == HubConnectionState.Disconnected), "the console stayed open");
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
