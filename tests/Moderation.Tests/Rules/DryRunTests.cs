using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PeerSupport.Contracts;
using PeerSupport.Moderation.Rules;
using PeerSupport.Screening;
using PeerSupport.TestKit;

namespace PeerSupport.Moderation.Tests.Rules;

public sealed class DryRunTests(DryRunTests.Factory factory) : IClassFixture<DryRunTests.Factory>
{
    private readonly RuleDesk _fern = new(factory, TestUsers.Moderator("Fern"));

    [Fact]
    public async Task A_dry_run_asks_chat_tells_how_far_it_is_and_keeps_what_came_back()
    {
        var number = await _fern.DraftAsync();
        var id = await _fern.AskAsync(number);
        var requested = await factory.PublishedAsync<DryRunRequested>(asked => asked.DryRunId == id);
        Assert.Equal((500, RuleFiles.Digest(RuleFiles.Unpack(requested.Files))), (requested.Limit, requested.Digest));
        Assert.Equal("/problems/dry_run_going_on", await (await _fern.PostAsync($"versions/{number}/dry-runs", new { limit = 5 })).ProblemAsync());

        await factory.PublishAsync(new DryRunProgressed(Guid.CreateVersion7(), DateTimeOffset.UtcNow, id, 40, 120));
        await Eventually.TrueAsync(async () => (await _fern.GetAsync($"dry-runs/{id}")).GetProperty("run").GetProperty("read").GetInt32() == 40, "no progress was told");
        await factory.PublishAsync(new DryRunFinished(Guid.CreateVersion7(), DateTimeOffset.UtcNow, id, Report(Sample()), null));
        await _fern.EndsAsync(id, "done");
        await factory.PublishAsync(new DryRunProgressed(Guid.CreateVersion7(), DateTimeOffset.UtcNow, id, 119, 120));

        var page = await _fern.GetAsync($"dry-runs/{id}");
        Assert.Equal("Nobody wants to read you.", page.GetProperty("report").GetProperty("gained")[0].GetProperty("text").GetString());
        Assert.Equal(1, page.GetProperty("report").GetProperty("hits")[0].GetProperty("gained").GetInt32());
        Assert.True((await _fern.GetAsync($"versions/{number}")).GetProperty("isTried").GetBoolean());
        Assert.Single((await _fern.GetAsync($"versions/{number}/dry-runs")).EnumerateArray());
    }

    [Fact]
    public async Task The_groups_to_choose_from_are_all_that_moderation_knows_by_name()
    {
        var (second, first) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await factory.PublishAsync(new GroupChanged(Guid.CreateVersion7(), DateTimeOffset.UtcNow, second, 1, "b", "A group B"));
        await factory.PublishAsync(new GroupChanged(Guid.CreateVersion7(), DateTimeOffset.UtcNow, first, 1, "a", "A group A"));
        Guid[] mine = [first, second];
        await Eventually.TrueAsync(
            async () => (await _fern.GetAsync("dry-runs/groups")).EnumerateArray().Select(group => group.GetProperty("id").GetGuid()).Where(mine.Contains).SequenceEqual(mine),
            "the groups are not there by name");
        Assert.Equal(HttpStatusCode.Forbidden, (await factory.ClientFor(TestUsers.Member()).GetAsync($"{RuleDesk.Rules}/dry-runs/groups", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task A_dry_run_can_be_given_up_and_what_comes_back_later_changes_nothing()
    {
        var id = await _fern.AskAsync(await _fern.DraftAsync());

        Assert.Equal(HttpStatusCode.NoContent, (await _fern.PostAsync($"dry-runs/{id}/cancel")).StatusCode);

        await factory.PublishedAsync<DryRunCancelled>(cancelled => cancelled.DryRunId == id);
        Assert.Equal("/problems/dry_run_over", await (await _fern.PostAsync($"dry-runs/{id}/cancel")).ProblemAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await _fern.PostAsync($"dry-runs/{Guid.CreateVersion7()}/cancel")).StatusCode);
        await factory.PublishAsync(new DryRunFinished(Guid.CreateVersion7(), DateTimeOffset.UtcNow, id, Report(), null));
        var other = await _fern.AskAsync(await _fern.DraftAsync());
        await factory.PublishAsync(new DryRunFinished(Guid.CreateVersion7(), DateTimeOffset.UtcNow, other, null, "The rules could not be put together."));
        await _fern.EndsAsync(other, "broken");
        await _fern.EndsAsync(id, "cancelled");
    }

    [Fact]
    public async Task A_limit_and_days_that_make_no_sense_are_refused_with_the_field()
    {
        var number = await _fern.DraftAsync();
        foreach (var body in new object[] { new { limit = 0 }, new { limit = 50_001 }, new { limit = 5, since = "2026-02-01T00:00:00Z", until = "2026-01-01T00:00:00Z" } })
        {
            var answer = await _fern.PostAsync($"versions/{number}/dry-runs", body);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.NotEmpty((await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("errors").EnumerateObject());
        }
    }

    [Fact]
    public async Task What_a_member_takes_back_leaves_the_samples_whether_before_or_after_the_end()
    {
        var (gone, stays) = (Sample(), Sample());
        var number = await _fern.DraftAsync();
        var id = await _fern.TryOnMessagesAsync(number, gone, stays);

        await factory.PublishAsync(TakenBack(gone.MessageId));

        await Eventually.TrueAsync(
            async () => (await _fern.GetAsync($"dry-runs/{id}")).GetProperty("report").GetProperty("gained").GetArrayLength() == 1, "the sample stayed");
        var later = await _fern.TryOnMessagesAsync(number, gone, stays);
        var left = Assert.Single((await _fern.GetAsync($"dry-runs/{later}")).GetProperty("report").GetProperty("gained").EnumerateArray());
        Assert.Equal(stays.MessageId, left.GetProperty("messageId").GetGuid());
    }

    [Fact]
    public async Task Samples_are_gone_after_thirty_days_and_the_counts_stay()
    {
        await using var later = new FactoryWithClock();
        await later.InitializeAsync();
        var fern = new RuleDesk(later, TestUsers.Moderator("Fern"));
        var id = await fern.TryOnMessagesAsync(await fern.DraftAsync(), Sample());

        await Eventually.TrueAsync(
            async () =>
            {
                later.Clock.Advance(TimeSpan.FromDays(1));
                return !(await fern.GetAsync($"dry-runs/{id}")).GetProperty("hasSamples").GetBoolean();
            },
            "the samples stayed");

        Assert.True(later.Clock.GetUtcNow() - later.Began > TimeSpan.FromDays(29));
        var report = (await fern.GetAsync($"dry-runs/{id}")).GetProperty("report");
        Assert.Equal((0, 120), (report.GetProperty("gained").GetArrayLength(), report.GetProperty("messages").GetInt32()));
        Assert.Equal(0, await later.CountAsync($"select count(*) as \"Value\" from ledger_entries where payload like '%Nobody wants%'"));
    }

    [Fact]
    public async Task Rules_that_come_with_an_update_are_a_draft_and_what_is_in_force_is_told_again()
    {
        await using var own = new ModerationFactory();
        await own.InitializeAsync();
        var fern = new RuleDesk(own, TestUsers.Moderator("Fern"));
        var active = await fern.ActiveAsync();
        for (var update = 0; update < 2; update++)
        {
            await own.QueryAsync(db => db.Database.ExecuteSqlAsync($"update rule_versions set digest = 'older' where digest = {RuleFiles.Digest(Screener.StarterRules)}"));
            await using var scope = own.Services.CreateAsyncScope();
            await ActivatorUtilities.CreateInstance<StarterRules>(scope.ServiceProvider).PutInAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal(active, await fern.ActiveAsync());
        Assert.Equal(["draft", "discarded", "active"], (await fern.GetAsync("versions")).GetProperty("items").EnumerateArray().Select(version => version.GetProperty("state").GetString()));
        await Eventually.TrueAsync(() => Task.FromResult(own.PublishedNow<RuleSetActivated>().Count() >= 2), "it was not told again");
        Assert.Single(own.PublishedNow<RuleSetActivated>().Select(told => told.Activation).Distinct());
    }

    private static DryRunSample Sample() => new(Guid.CreateVersion7(), "Nobody wants to read you.", "none", "high", [], ["harassment"]);

    private static DryRunReport Report(params DryRunSample[] gained) =>
        new("before", "after", 120, 3, [new("harassment", "high", 1, 2, 1, 0)], [new("high", 0.3, 0.6)], 40, 200, gained, [], []);

    private static MessageTakenBack TakenBack(Guid messageId) => new(Guid.CreateVersion7(), DateTimeOffset.UtcNow, ModerationFactory.GroupId, messageId, Guid.CreateVersion7());

    public sealed class Factory : ModerationFactory;
}
