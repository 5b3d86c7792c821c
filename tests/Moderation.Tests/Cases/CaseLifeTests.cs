using System.Net;
using Microsoft.EntityFrameworkCore;
using PeerSupport.Contracts;
using PeerSupport.TestKit;

namespace PeerSupport.Moderation.Tests.Cases;

public sealed class CaseLifeTests(ModerationFactory factory) : IClassFixture<ModerationFactory>
{
    private readonly HttpClient _marek = factory.ClientFor(TestUsers.Moderator("Marek"));

    [Fact]
    public async Task The_same_event_twice_opens_one_case_and_a_quiet_message_opens_none()
    {
        var (loud, quiet) = (ModerationFactory.Message(), ModerationFactory.Message("none", handling: MessageHandling.Delivered));
        var screened = ModerationFactory.Screened(loud, quiet);
        await factory.PublishAsync(screened);
        await factory.PublishAsync(screened);
        await factory.OpenAsync(ModerationFactory.Message());
        await factory.CaseOfAsync(loud.MessageId);

        Assert.Equal(1, await factory.CountAsync($"select count(*) as \"Value\" from cases where message_id in ({loud.MessageId}, {quiet.MessageId})"));
    }

    [Fact]
    public async Task A_case_says_why_it_is_there_and_what_the_guidelines_say()
    {
        var message = ModerationFactory.Message();
        var id = await factory.OpenAsync(message);

        var seen = await _marek.CaseAsync(id);

        Assert.Equal("harassment, high: aimed at a person.", seen.GetProperty("why").GetString());
        Assert.Equal(message.Text, seen.GetProperty("text").GetString());
        Assert.Equal("person", seen.GetProperty("guidelines")[0].GetProperty("id").GetString());
        Assert.Equal("held", seen.GetProperty("handling").GetString());
        Assert.Equal("told-off-1", seen.GetProperty("matches")[0].GetProperty("rule").GetString());
    }

    [Fact]
    public async Task A_message_that_its_author_took_back_closes_its_case()
    {
        var message = ModerationFactory.Message();
        var id = await factory.OpenAsync(message);
        await _marek.ClaimAsync(id);
        await factory.PublishAsync(new MessageTakenBack(Guid.CreateVersion7(), DateTimeOffset.UtcNow, ModerationFactory.GroupId, message.MessageId, message.AuthorId));
        await ClosedAsync(id, "taken_back");

        var late = await _marek.DecideAsync(id, new { outcome = "keep" });

        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Equal("/problems/taken_back", await late.ProblemAsync());
        Assert.Empty(factory.PublishedNow<MessageDecided>(decided => decided.CaseId == id));
    }

    [Fact]
    public async Task A_take_back_that_overtakes_its_verdict_leaves_nothing_to_decide()
    {
        var message = ModerationFactory.Message();
        await factory.PublishAsync(new MessageTakenBack(Guid.CreateVersion7(), DateTimeOffset.UtcNow, ModerationFactory.GroupId, message.MessageId, message.AuthorId));
        var id = await factory.CaseOfAsync(message.MessageId);
        await factory.PublishAsync(ModerationFactory.Screened(message, ModerationFactory.Message()));

        await ClosedAsync(id, "taken_back");
    }

    [Fact]
    public async Task An_edit_that_raises_something_new_opens_a_decided_case_again()
    {
        var message = ModerationFactory.Message();
        var id = await factory.OpenAsync(message);
        await _marek.ClaimAsync(id);
        await _marek.DecideAsync(id, new { outcome = "keep" });

        await factory.PublishAsync(ModerationFactory.Screened(message with { Revision = 1, Text = "And now worse." }));

        await Eventually.TrueAsync(async () => (await _marek.CaseAsync(id)).GetProperty("state").GetString() == "open", "the case stayed closed");
        var seen = await _marek.CaseAsync(id);
        Assert.Equal("And now worse.", seen.GetProperty("text").GetString());
        Assert.Equal(1, seen.GetProperty("earlierDecisions").GetArrayLength());
        await _marek.ClaimAsync(id);
        Assert.Equal(HttpStatusCode.OK, (await _marek.DecideAsync(id, new { outcome = "remove", reason = "It got worse with the edit." })).StatusCode);
    }

    [Fact]
    public async Task A_held_message_that_was_reworded_closes_its_case_but_distress_stays()
    {
        var attack = ModerationFactory.Message();
        var distress = ModerationFactory.Message("high", "self_harm", MessageHandling.Flagged);
        var (first, second) = (await factory.OpenAsync(attack), await factory.OpenAsync(distress));

        await factory.PublishAsync(ModerationFactory.Screened(
            attack with { Revision = 1, Handling = MessageHandling.Delivered, Text = null }, distress with { Revision = 1, Handling = MessageHandling.Delivered, Text = null }));

        await ClosedAsync(first, "reworded");
        Assert.Equal("open", (await _marek.CaseAsync(second)).GetProperty("state").GetString());
    }

    [Fact]
    public async Task An_edit_while_somebody_has_still_to_look_takes_neither_urgency_nor_care_away()
    {
        var message = ModerationFactory.Message("critical", "self_harm", MessageHandling.Folded);
        var id = await factory.OpenAsync(message);
        await factory.PublishAsync(ModerationFactory.Screened(
            message with { Revision = 1, Handling = MessageHandling.Flagged, Risk = "none", Labels = [], Matches = [], Text = "Never mind." }));
        await Eventually.TrueAsync(async () => (await _marek.CaseAsync(id)).GetProperty("revision").GetInt32() == 1, "the edit did not arrive");

        var seen = await _marek.CaseAsync(id);

        Assert.Equal("critical", seen.GetProperty("risk").GetString());
        Assert.True(seen.GetProperty("isDistress").GetBoolean());
        Assert.Equal("Never mind.", seen.GetProperty("text").GetString());
        Assert.StartsWith("The author has changed the message since", seen.GetProperty("why").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reporter_hears_twice_and_a_report_joins_the_case_of_its_message()
    {
        var message = ModerationFactory.Message("medium", handling: MessageHandling.Flagged);
        var id = await factory.OpenAsync(message);
        var (fern, sol) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var reported = ModerationFactory.Reported(message.MessageId, fern);
        await factory.PublishAsync(reported);
        await factory.PublishAsync(reported);
        await factory.PublishAsync(ModerationFactory.Reported(message.MessageId, sol));
        await factory.PublishedAsync<ReportReceived>(received => received.ReporterId == fern && received.CaseId == id);
        await factory.PublishedAsync<ReportReceived>(received => received.ReporterId == sol && received.CaseId == id);

        await _marek.ClaimAsync(id);
        var seen = await _marek.CaseAsync(id);
        Assert.Equal(2, seen.GetProperty("reports").GetInt32());
        Assert.EndsWith("Reported: two members, for an attack.", seen.GetProperty("why").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain(fern.ToString(), seen.GetRawText(), StringComparison.Ordinal);
        await _marek.DecideAsync(id, new { outcome = "remove", reason = "It speaks about a person here." });

        var told = await factory.PublishedAsync<ReportDecided>(decided => decided.ReporterId == fern);
        Assert.Equal(DecisionOutcome.Remove, told.Outcome);
        await factory.PublishedAsync<ReportDecided>(decided => decided.ReporterId == sol);
        Assert.Single(factory.PublishedNow<ReportReceived>(received => received.ReporterId == fern));
        Assert.Single(factory.PublishedNow<ReportDecided>(decided => decided.ReporterId == fern));
    }

    [Fact]
    public async Task Whoever_reports_or_worries_twice_is_one_voice_and_hears_once_that_it_arrived()
    {
        var (messageId, fern, sol) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        for (var i = 0; i < 2; i++)
            await factory.PublishAsync(ModerationFactory.Reported(messageId, fern));
        foreach (var referrer in new[] { fern, fern, sol })
        {
            await factory.PublishAsync(new MemberReferred(
                Guid.CreateVersion7(), DateTimeOffset.UtcNow, referrer, ModerationFactory.GroupId, messageId, Guid.CreateVersion7(), "They sound low.", "So tired."));
        }

        // Told after the others of its queue have been dealt with.
        await factory.PublishAsync(ModerationFactory.Reported(messageId, sol));
        await factory.PublishedAsync<ReportReceived>(received => received.ReporterId == sol);
        await Eventually.TrueAsync(
            async () => await factory.CountAsync($"select count(*) as \"Value\" from reports r join cases c on c.id = r.case_id where c.message_id = {messageId}") == 4,
            "the reports did not all arrive");

        Assert.Equal(2, await factory.CountAsync($"select count(*) as \"Value\" from cases where message_id = {messageId}"));
        Assert.Single(factory.PublishedNow<ReportReceived>(received => received.ReporterId == fern));
    }

    [Fact]
    public async Task A_report_opens_a_case_and_of_words_that_were_found_fine_the_reporter_hears_so_at_once()
    {
        var (messageId, first, second) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        await factory.PublishAsync(ModerationFactory.Reported(messageId, first));
        var id = await factory.CaseOfAsync(messageId);
        await _marek.ClaimAsync(id);
        await _marek.DecideAsync(id, new { outcome = "keep" });

        await factory.PublishAsync(ModerationFactory.Reported(messageId, second));

        var told = await factory.PublishedAsync<ReportDecided>(decided => decided.ReporterId == second);
        Assert.Equal(DecisionOutcome.Keep, told.Outcome);
        Assert.Equal("decided", (await _marek.CaseAsync(id)).GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_question_and_a_worry_are_cases_of_their_own_and_are_answered_in_the_teams_name()
    {
        var (asker, worried, member, messageId) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        await factory.PublishAsync(new ModeratorAsked(Guid.CreateVersion7(), DateTimeOffset.UtcNow, asker, ModerationFactory.GroupId, "May I post a poem?"));
        await factory.PublishAsync(new MemberReferred(
            Guid.CreateVersion7(), DateTimeOffset.UtcNow, worried, ModerationFactory.GroupId, messageId, member, "They sound very low.", "I am so tired."));
        var (question, referral) = (await OfAsync(asker), await OfAsync(member));
        await _marek.ClaimAsync(question);
        await _marek.ClaimAsync(referral);

        Assert.Equal(HttpStatusCode.BadRequest, (await _marek.DecideAsync(question, new { outcome = "keep" })).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _marek.DecideAsync(question, new { outcome = "keep", reason = "Yes, please do." })).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await _marek.DecideAsync(referral, new { outcome = "remove", reason = "Not this way." })).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _marek.DecideAsync(referral, new { outcome = "keep", reason = "We are thinking of you." })).StatusCode);

        Assert.Equal("Yes, please do.", (await factory.PublishedAsync<TeamWrote>(wrote => wrote.MemberId == asker)).Text);
        Assert.Equal("We are thinking of you.", (await factory.PublishedAsync<TeamWrote>(wrote => wrote.MemberId == member)).Text);
        Assert.StartsWith("Thank you for looking out", (await factory.PublishedAsync<TeamWrote>(wrote => wrote.MemberId == worried)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_of_members_and_groups_come_from_their_newest_version()
    {
        var (groupId, author) = (ModerationFactory.GroupId, Guid.CreateVersion7());
        var id = await factory.OpenAsync(ModerationFactory.Message(author: author));
        await factory.PublishAsync(new GroupChanged(Guid.CreateVersion7(), DateTimeOffset.UtcNow, groupId, 2, "waiting", "Waiting without falling"));
        await factory.PublishAsync(new MemberProfileChanged(Guid.CreateVersion7(), DateTimeOffset.UtcNow, author, 2, "Sol", ["member"], null));
        await Eventually.TrueAsync(
            async () => (await _marek.CaseAsync(id)) is var seen && seen.GetProperty("authorPseudonym").GetString() == "Sol" && seen.GetProperty("groupSlug").GetString() == "waiting",
            "the names did not arrive");

        await factory.PublishAsync(new MemberProfileChanged(Guid.CreateVersion7(), DateTimeOffset.UtcNow, author, 1, "Older", ["member"], null));
        await factory.PublishAsync(new MemberProfileChanged(Guid.CreateVersion7(), DateTimeOffset.UtcNow, Guid.CreateVersion7(), 1, "Marker", ["member"], null));
        await Eventually.TrueAsync(async () => await factory.CountAsync($"select count(*) as \"Value\" from members where pseudonym = 'Marker'") == 1, "the marker did not arrive");
        Assert.Equal("Sol", (await _marek.CaseAsync(id)).GetProperty("authorPseudonym").GetString());
    }

    private async Task ClosedAsync(Guid id, string why) => await Eventually.TrueAsync(
        async () => (await _marek.CaseAsync(id)).GetProperty("closed").GetString() == why, $"the case was not closed as {why}");

    private async Task<Guid> OfAsync(Guid author)
    {
        Guid? id = null;
        await Eventually.TrueAsync(
            async () => (id = await factory.QueryAsync(db => db.Database.SqlQuery<Guid?>($"select id as \"Value\" from cases where author_id = {author}").SingleOrDefaultAsync())) is not null,
            "no case was opened");
        return id!.Value;
    }
}
