using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using PeerSupport.Chat.Groups;
using PeerSupport.Contracts;
using PeerSupport.TestKit;

namespace PeerSupport.Chat.Tests.Rules;

/// <summary>What is chosen by lot for a moderator to read although nothing was found in it.</summary>
public sealed class SamplingTests : IAsyncLifetime
{
    // A service for each test: a node keeps the moment that it read last.
    private readonly RuledChat _chat = new();

    public ValueTask InitializeAsync() => _chat.InitializeAsync();

    public ValueTask DisposeAsync() => _chat.DisposeAsync();

    [Fact]
    public async Task When_its_moment_has_come_one_message_is_chosen_and_the_next_waits_for_another_moment()
    {
        var (group, client) = await _chat.RoomAsync(sampled: true);
        await SetAsync(DateTimeOffset.UtcNow.AddMinutes(-1));
        Assert.Equal("ok", (await client.PostAsync("The kettle is on.")).Code);
        var chosen = await ToldAsync(group, 1);
        Assert.Equal((true, MessageHandling.Delivered, "The kettle is on."), (chosen.Sampled, chosen.Handling, chosen.Text));

        await SetAsync(DateTimeOffset.UtcNow.AddHours(1));
        Assert.Equal("ok", (await client.PostAsync("And the tea is good.")).Code);
        var left = await ToldAsync(group, 2);
        Assert.Equal((false, null), (left.Sampled, left.Text));
        await client.DisposeAsync();
    }

    [Fact]
    public async Task Where_the_charter_does_not_say_so_or_somebody_looks_anyway_nothing_is_chosen()
    {
        var (plain, client) = await _chat.RoomAsync();
        await SetAsync(DateTimeOffset.UtcNow.AddMinutes(-1));
        Assert.Equal("ok", (await client.PostAsync("Nobody reads along here.")).Code);
        Assert.False((await ToldAsync(plain, 1)).Sampled);
        await client.DisposeAsync();

        var (sampled, other) = await _chat.RoomAsync(sampled: true);
        Assert.Equal("ok", (await other.PostAsync("I want to die tonight.")).Code);
        var found = await ToldAsync(sampled, 1);
        Assert.Equal((false, true), (found.Sampled, found.Handling is not MessageHandling.Delivered));
        Assert.True(await _chat.Service.QueryAsync(db => db.Database.SqlQuery<bool>($"select next_at < now() as \"Value\" from sampling").SingleAsync()));
        await other.DisposeAsync();
    }

    [Fact]
    public async Task A_group_that_begins_to_be_sampled_has_a_new_charter_to_agree_to()
    {
        var admin = _chat.Service.ClientFor(TestUsers.Admin());
        var seen = new List<(long Version, bool Sampled)>();
        foreach (var sampled in new[] { false, true, true, false })
        {
            var answer = await admin.PutAsJsonAsync("/api/chat/groups/sampled-later", ChatFixture.Sample() with { SampledForReview = sampled }, TestContext.Current.CancellationToken);
            answer.EnsureSuccessStatusCode();
            var group = (await admin.GetFromJsonAsync<GroupDetail>("/api/chat/groups/sampled-later", ServiceDefaults.Json.Options, TestContext.Current.CancellationToken))!;
            seen.Add((group.CharterVersion, group.SampledForReview));
        }
        Assert.Equal([(1, false), (2, true), (2, true), (2, false)], seen);
    }

    private Task<int> SetAsync(DateTimeOffset moment) => _chat.Service.ExecuteAsync(
        $"insert into sampling (id, next_at) values (1, {moment}) on conflict (id) do update set next_at = excluded.next_at");

    private async Task<ScreenedMessage> ToldAsync(Guid group, int count)
    {
        var seen = new List<ScreenedMessage>();
        await Eventually.TrueAsync(
            () => Task.FromResult((seen = [.. _chat.Service.ToldOf(group)]).Count == count),
            "moderation was not told");
        return seen[^1];
    }
}
