using PeerSupport.Chat.Hubs;
using PeerSupport.Contracts;
using PeerSupport.TestKit;

namespace PeerSupport.Chat.Tests.Hubs;

public sealed class CareTests(ChatFixture chat) : IClassFixture<ChatFixture>
{
    private readonly TestUser _fern = TestUsers.Member("Fern", "US");
    private readonly TestUser _otto = TestUsers.Member("Otto");

    [Fact]
    public async Task Somebody_in_despair_is_heard_by_all_and_offered_support_in_the_same_answer()
    {
        var group = await chat.GroupAsync(_fern, _otto);
        await using var author = await chat.EnterAsync(_fern, group);
        await using var other = await chat.EnterAsync(_otto, group);

        var posted = await author.PostAsync("DESPAIR and ATTACK");

        Assert.Equal("ok", posted.Code);
        Assert.Equal(("US", "911"), (posted.Support!.Country, posted.Support.Emergency.Number));
        Assert.Equal("DESPAIR and ATTACK", (await other.HearsAsync(entry => entry.MessageId == posted.MessageId)).Body);
        Assert.Null((await author.PostAsync("DESPAIR")).Support);
        Assert.NotNull((await author.PostAsync("CRISIS")).Support);
        Assert.NotNull((await author.PostAsync("CRISIS")).Support);
    }

    [Fact]
    public async Task Danger_to_life_is_folded_and_told_to_moderation_with_its_text()
    {
        var group = await chat.GroupAsync(_otto);
        await using var author = await chat.EnterAsync(_otto, group);

        var posted = await author.PostAsync("CRISIS");

        Assert.Equal("GB", posted.Support!.Country);
        Assert.True((await author.HearsAsync(entry => entry.MessageId == posted.MessageId)).Folded);
        var told = await chat.Service.ToldAsync(group);
        Assert.Equal((MessageHandling.Folded, "critical", "CRISIS"), (told[0].Handling, told[0].Risk, told[0].Text));
    }

    [Fact]
    public async Task Where_screening_breaks_the_message_goes_out_and_somebody_looks()
    {
        var group = await chat.GroupAsync(_fern);
        await using var author = await chat.EnterAsync(_fern, group);

        Assert.Equal("ok", (await author.PostAsync("BROKEN")).Code);
        var told = await chat.Service.ToldAsync(group);
        Assert.Equal((MessageHandling.Flagged, "not screened"), (told[0].Handling, told[0].RuleSetVersion));
    }

    [Fact]
    public async Task Reports_worries_and_questions_reach_the_team()
    {
        var group = await chat.GroupAsync(_fern, _otto);
        await using var author = await chat.EnterAsync(_fern, group);
        await using var other = await chat.EnterAsync(_otto, group);
        var posted = await author.PostAsync("Words");

        Assert.Equal("ok", (await other.AskAsync<Answer>("Report", new { GroupId = group, posted.MessageId, Reason = "attack", Note = "It is about me." })).Code);
        Assert.Equal("ok", (await other.AskAsync<Answer>("Refer", new { GroupId = group, posted.MessageId })).Code);
        Assert.Equal("ok", (await other.AskAsync<Answer>("AskModerator", new { GroupId = group, Text = "May I ask something?" })).Code);

        var reported = await chat.Service.PublishedAsync<MessageReported>(report => report.GroupId == group);
        Assert.Equal((_otto.Id, _fern.Id, "attack", "It is about me.", "Words"), (reported.ReporterId, reported.AuthorId, reported.Reason, reported.Note, reported.Text));
        Assert.Equal(_fern.Id, (await chat.Service.PublishedAsync<MemberReferred>(referral => referral.GroupId == group)).MemberId);
        Assert.Equal("May I ask something?", (await chat.Service.PublishedAsync<ModeratorAsked>(question => question.GroupId == group)).Text);
        Assert.Equal("invalid", (await other.AskAsync<Answer>("Report", new { GroupId = group, posted.MessageId, Reason = "" })).Code);
        Assert.Equal("not_found", (await author.AskAsync<Answer>("Report", new { GroupId = group, posted.MessageId, Reason = "attack" })).Code);
    }

    [Fact]
    public async Task Reactions_are_entries_and_a_repeated_one_is_none()
    {
        var group = await chat.GroupAsync(_fern, _otto);
        await using var author = await chat.EnterAsync(_fern, group);
        await using var other = await chat.EnterAsync(_otto, group);
        var posted = await author.PostAsync("Words");

        foreach (var reaction in new[] { "with_you", "with_you", null })
            Assert.Equal("ok", (await other.AskAsync<Answer>("React", new { GroupId = group, posted.MessageId, Reaction = reaction })).Code);

        Assert.Equal("invalid", (await other.AskAsync<Answer>("React", new { GroupId = group, posted.MessageId, Reaction = "thumbs_down" })).Code);
        var entries = (await other.CatchupAsync(1)).Entries!;
        Assert.Equal(["with_you", null], entries.Select(entry => entry.Reaction));
        Assert.All(entries, entry => Assert.Equal(("reaction", "Otto"), (entry.Kind, entry.Author)));
    }

    [Fact]
    public async Task A_message_can_be_changed_for_a_quarter_of_an_hour_and_deleted_always()
    {
        var group = await chat.GroupAsync(_fern, _otto);
        await using var author = await chat.EnterAsync(_fern, group);
        await using var other = await chat.EnterAsync(_otto, group);
        var posted = await author.PostAsync("My number is 1");

        Assert.Equal("not_found", (await other.AskAsync<Posted>("Edit", new { GroupId = group, posted.MessageId, Body = "Mine" })).Code);
        Assert.Equal("ok", (await author.AskAsync<Posted>("Edit", new { GroupId = group, posted.MessageId, Body = "No number" })).Code);
        Assert.Equal(["No number", "No number"], (await other.CatchupAsync(0)).Entries!.Select(entry => entry.Body));

        chat.Service.Clock.Advance(TimeSpan.FromMinutes(16));
        Assert.Equal("too_late", (await author.AskAsync<Posted>("Edit", new { GroupId = group, posted.MessageId, Body = "Later" })).Code);
        Assert.Equal("ok", (await author.AskAsync<Answer>("Delete", new { GroupId = group, posted.MessageId })).Code);
        await other.HearsAsync(entry => entry.Kind == "delete");
        Assert.All((await other.CatchupAsync(0)).Entries!, entry => Assert.Null(entry.Body));
    }
}
