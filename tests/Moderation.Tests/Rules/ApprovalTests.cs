using System.Net;
using Microsoft.EntityFrameworkCore;
using PeerSupport.Contracts;
using PeerSupport.Screening;
using PeerSupport.TestKit;

namespace PeerSupport.Moderation.Tests.Rules;

/// <summary>Each on a service of its own, because what is in force is one for all.</summary>
public sealed class ApprovalTests(ApprovalTests.Factory factory) : IClassFixture<ApprovalTests.Factory>
{
    private readonly RuleDesk _fern = new(factory, TestUsers.Moderator("Fern")), _marek = new(factory, TestUsers.Moderator("Marek"));

    [Fact]
    public async Task Rules_that_a_second_person_approves_come_into_force_and_chat_gets_them_and_one_click_goes_back()
    {
        var before = await _fern.ActiveAsync();
        var number = await _fern.ProposedAsync();

        var own = await _fern.PostAsync($"versions/{number}/approve");
        Assert.Equal(HttpStatusCode.Conflict, own.StatusCode);
        Assert.Equal("/problems/rules_own", await own.ProblemAsync());
        Assert.Equal(HttpStatusCode.NoContent, (await _marek.PostAsync($"versions/{number}/approve")).StatusCode);

        var told = await factory.PublishedAsync<RuleSetActivated>(told => told.Number == number);
        Assert.True(told.Activation > 1);
        Assert.Contains("grumblewort", RuleFiles.Unpack(told.Files)["own.yaml"], StringComparison.Ordinal);
        Assert.Equal(RuleFiles.Digest(RuleFiles.Unpack(told.Files)), told.Digest);
        Assert.Equal("retired", await _fern.StateAsync(before));

        Assert.Equal(HttpStatusCode.NoContent, (await _fern.PostAsync($"versions/{before}/roll-back")).StatusCode);
        var back = await factory.PublishedAsync<RuleSetActivated>(again => again.Number == before && again.Activation > told.Activation);
        Assert.Equal(RuleFiles.Digest(Screener.StarterRules), back.Digest);
        Assert.Equal((before, "retired"), (await _fern.ActiveAsync(), await _fern.StateAsync(number)));
        foreach (var action in new[] { "rules_began", "rules_drafted", "rules_edited", "dry_run_asked", "rules_proposed", "rules_approved", "rules_rolled_back" })
            Assert.NotEqual(0, await factory.CountAsync($"select count(*) as \"Value\" from ledger_entries where action = {action}"));
    }

    [Fact]
    public async Task A_copy_of_what_somebody_wrote_is_still_theirs_and_so_is_what_they_proposed()
    {
        var written = await _fern.TriedDraftAsync("copyword");
        var copy = await _marek.DraftAsync(written);
        await _marek.TryOnMessagesAsync(copy);
        var odile = new RuleDesk(factory, TestUsers.Moderator("Odile"));
        Assert.Equal(HttpStatusCode.NoContent, (await odile.PostAsync($"versions/{copy}/propose", new { note = "Theirs." })).StatusCode);

        foreach (var writer in new[] { _fern, _marek, odile })
            Assert.Equal("/problems/rules_own", await (await writer.PostAsync($"versions/{copy}/approve")).ProblemAsync());
    }

    [Fact]
    public async Task Only_sound_rules_that_were_tried_as_they_are_can_be_proposed_and_then_they_are_fixed()
    {
        var number = await _fern.TriedDraftAsync("fixedword");
        await _fern.SaveAsync(number, "rules/own.word", new { fields = RuleDesk.Own });
        Assert.Equal("/problems/rules_untried", await (await ProposeAsync(number)).ProblemAsync());

        await _fern.SaveAsync(number, "rules/own.failing", new { file = "own.yaml", yaml = "id: own.failing\nlabel: harassment\nrisk: low\nsays: x\nany: [one]\nmatches: [two]" });
        Assert.Equal("/problems/rules_unsound", await (await ProposeAsync(number)).ProblemAsync());
        using var removing = new HttpRequestMessage(HttpMethod.Delete, $"{RuleDesk.Rules}/versions/{number}/rules/own.failing");
        removing.Headers.TryAddWithoutValidation("If-Match", await _fern.EtagAsync(number));
        Assert.Equal(HttpStatusCode.OK, (await _fern.Client.SendAsync(removing, TestContext.Current.CancellationToken)).StatusCode);

        await _fern.TryOnMessagesAsync(number);
        Assert.Equal(HttpStatusCode.NoContent, (await ProposeAsync(number)).StatusCode);
        Assert.Equal("/problems/rules_fixed", await (await _fern.PutAsync(number, "files/own.yaml", new { text = "" })).ProblemAsync());
        Assert.Equal("/problems/rules_not_a_draft", await (await ProposeAsync(number)).ProblemAsync());
    }

    [Fact]
    public async Task A_proposal_can_be_declined_with_a_reason_and_never_comes_into_force()
    {
        var number = await _fern.ProposedAsync("declinedword");

        Assert.Equal(HttpStatusCode.NoContent, (await _marek.PostAsync($"versions/{number}/decline", new { reason = "It finds a surname." })).StatusCode);

        var version = (await _fern.GetAsync($"versions/{number}")).GetProperty("version");
        Assert.Equal(("discarded", "It finds a surname."), (version.GetProperty("state").GetString(), version.GetProperty("reason").GetString()));
        Assert.Equal("/problems/rules_not_a_proposal", await (await _marek.PostAsync($"versions/{number}/approve")).ProblemAsync());
        Assert.Equal("/problems/rules_never_in_force", await (await _marek.PostAsync($"versions/{number}/roll-back")).ProblemAsync());
    }

    [Fact]
    public async Task Whatever_is_approved_and_rolled_back_at_once_one_version_is_in_force()
    {
        await using var own = new ModerationFactory();
        await own.InitializeAsync();
        var (fern, marek) = (new RuleDesk(own, TestUsers.Moderator("Fern")), new RuleDesk(own, TestUsers.Moderator("Marek")));
        var first = await fern.ActiveAsync();
        var second = await fern.ProposedAsync("secondword");
        var third = await fern.ProposedAsync("thirdword");

        var answers = await Task.WhenAll(
            marek.PostAsync($"versions/{second}/approve"), marek.PostAsync($"versions/{third}/approve"), marek.PostAsync($"versions/{second}/approve"),
            marek.PostAsync($"versions/{first}/roll-back"), fern.PostAsync($"versions/{first}/roll-back"));

        Assert.All(answers, answer => Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.NoContent, HttpStatusCode.Conflict }));
        Assert.Equal(1, await own.CountAsync($"select count(*) as \"Value\" from rule_versions where state = 'Active'"));
        var activations = await own.QueryAsync(db => db.RuleActivations.OrderBy(one => one.Id).ToListAsync(TestContext.Current.CancellationToken));
        Assert.Equal(activations[^1].Number, await fern.ActiveAsync());
        Assert.Equal(1 + answers.Count(answer => answer.StatusCode == HttpStatusCode.NoContent), activations.Count);
    }

    [Fact]
    public async Task Members_have_nothing_to_do_with_rules()
    {
        var member = new RuleDesk(factory, TestUsers.Member());
        var number = await _fern.ActiveAsync();
        foreach (var path in new[] { "versions", $"versions/{number}/roll-back", $"versions/{number}/approve", $"versions/{number}/try", $"versions/{number}/dry-runs" })
            Assert.Equal(HttpStatusCode.Forbidden, (await member.PostAsync(path)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await member.Client.GetAsync($"{RuleDesk.Rules}/versions", TestContext.Current.CancellationToken)).StatusCode);
    }

    private Task<HttpResponseMessage> ProposeAsync(int number) => _fern.PostAsync($"versions/{number}/propose", new { note = "Why it is." });

    public sealed class Factory : ModerationFactory;
}
