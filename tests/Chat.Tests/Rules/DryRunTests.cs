using Microsoft.EntityFrameworkCore;
using PeerSupport.Contracts;
using PeerSupport.Screening;
using PeerSupport.TestKit;

namespace PeerSupport.Chat.Tests.Rules;

public sealed class DryRunTests(RuledChat chat) : IClassFixture<RuledChat>
{
    [Fact]
    public async Task The_counts_are_those_of_the_messages()
    {
        var group = await SeedAsync(("the quibblewort is out", 7), ("a quiet evening", 13), ("you are a stupid idiot and everyone hates you", 5));
        var files = RuledChat.RulesWith("quibblewort");
        var finished = await RunAsync(files, group, 1_000);

        var report = finished.Report!;
        Assert.Equal((25, RuleFiles.Digest(Screener.StarterRules), RuleFiles.Digest(files)), (report.Messages, report.ActiveDigest, report.ProposedDigest));
        var gained = Assert.Single(report.Hits, hit => hit.Gained > 0);
        Assert.Equal(new DryRunHits(Labels.Harassment, "high", gained.Now, gained.Now + 7, 7, 0), gained);
        Assert.Equal((7, 0, 0), (report.Gained.Length, report.Lost.Length, report.Changed.Length));
        Assert.All(report.Gained, sample => Assert.Equal(("the quibblewort is out", "none", "high"), (sample.Text, sample.Was, sample.Becomes)));
        Assert.Equal(7, Assert.Single(report.AlertsPerDay, alerts => alerts.Level == "high") is var alerts ? alerts.Then - alerts.Now : 0);
        var explained = Screener.Create(files, new() { UseModel = false }).Explain(report.Gained[0].Text);
        Assert.Equal(report.Gained[0].Becomes, explained.Verdict.Risk.ToString().ToLowerInvariant());
        Assert.True(report.SlowestLength > 0);
    }

    [Fact]
    public async Task What_would_no_longer_be_found_is_counted_as_lost_and_samples_have_an_end()
    {
        var group = await SeedAsync(("I am going to kill myself tonight, goodbye", 25));
        var files = new Dictionary<string, string>
        {
            ["own.yaml"] = "cues:\n  imminent: [zzimminent]\n  somebody-elses: [zzelse]\nrules:\n  - id: own.nothing\n    label: harassment\n    risk: low\n    says: \"It.\"\n    any: [zznothing]\n    matches: [zznothing]\n",
        };
        var report = (await RunAsync(files, group, 1_000)).Report!;
        Assert.Equal((25, 20), (report.Hits.Where(hit => hit.Level == "critical").Sum(hit => hit.Lost), report.Lost.Length));
    }

    [Fact]
    public async Task Only_the_newest_so_many_within_the_bounds_are_read()
    {
        var group = await SeedAsync(("one", 30));
        Assert.Equal(12, (await RunAsync(RuledChat.RulesWith("quibblewort"), group, 12)).Report!.Messages);
    }

    [Fact]
    public async Task A_set_that_cannot_be_put_together_ends_with_a_word_about_it()
    {
        var finished = await RunAsync(RuledChat.RulesWith("\"(\""), Guid.NewGuid(), 10);
        Assert.Null(finished.Report);
        Assert.NotEmpty(finished.Fault!);
    }

    [Fact]
    public async Task A_run_that_was_taken_back_reports_nothing()
    {
        var requested = Requested(RuledChat.RulesWith("quibblewort"), null, 50_000);
        await chat.Service.PublishAsync(new DryRunCancelled(Guid.CreateVersion7(), DateTimeOffset.UtcNow, requested.DryRunId));
        await Eventually.TrueAsync(() => chat.Service.QueryAsync(db => db.DryRuns.AnyAsync(run => run.Id == requested.DryRunId)), "the word was not heard");
        await chat.Service.PublishAsync(requested);
        await RunAsync(RuledChat.RulesWith("quibblewort"), Guid.NewGuid(), 1);
        Assert.Empty(chat.Service.PublishedNow<DryRunFinished>(finished => finished.DryRunId == requested.DryRunId));
    }

    [Fact]
    public async Task A_run_that_a_restart_cut_off_is_begun_again()
    {
        // As a node leaves it that dies: the row waits, and nobody has been told.
        var (id, files) = (Guid.CreateVersion7(), RuledChat.RulesWith("quibblewort"));
        var (digest, packed) = (RuleFiles.Digest(files), RuleFiles.Pack(files));
        await chat.Service.ExecuteAsync($"insert into dry_runs (id, requested_at, state, digest, files, \"limit\") values ({id}, now(), 'Waiting', {digest}, {packed}, 10)");
        Assert.NotNull((await chat.Service.PublishedAsync<DryRunFinished>(finished => finished.DryRunId == id)).Report);
        Assert.Empty(await chat.Service.QueryAsync(db => db.DryRuns.Where(run => run.Id == id).Select(run => run.Files).SingleAsync()));
    }

    private static DryRunRequested Requested(IReadOnlyDictionary<string, string> files, Guid? group, int limit) =>
        new(Guid.CreateVersion7(), DateTimeOffset.UtcNow, Guid.CreateVersion7(), RuleFiles.Digest(files), RuleFiles.Pack(files), group, null, null, limit);

    private async Task<DryRunFinished> RunAsync(IReadOnlyDictionary<string, string> files, Guid? group, int limit)
    {
        var requested = Requested(files, group, limit);
        await chat.Service.PublishAsync(requested);
        return await chat.Service.PublishedAsync<DryRunFinished>(finished => finished.DryRunId == requested.DryRunId);
    }

    private async Task<Guid> SeedAsync(params (string Text, int Times)[] texts)
    {
        var group = Guid.CreateVersion7();
        foreach (var (text, times) in texts)
            await chat.Service.ExecuteAsync($"""
                insert into messages (id, group_id, author_id, client_id, body, posted_at, state, revision, handling, folded, under_review)
                select gen_random_uuid(), {group}, gen_random_uuid(), gen_random_uuid(), {text}, now() - interval '1 minute' * n, 'visible', 0, 'delivered', false, false
                from generate_series(1, {times}) n
                """);
        return group;
    }
}
