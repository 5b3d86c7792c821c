using PeerSupport.Chat.Hubs;
using PeerSupport.Contracts;
using PeerSupport.TestKit;

namespace PeerSupport.Chat.Tests.Hubs;

public sealed class HeldTests(ChatFixture chat) : IClassFixture<ChatFixture>
{
    private readonly TestUser _fern = TestUsers.Member("Fern");
    private readonly TestUser _otto = TestUsers.Member("Otto");

    [Fact]
    public async Task A_held_message_is_seen_by_its_author_only_until_it_is_kept()
    {
        var group = await chat.GroupAsync(_fern, _otto);
        await using var author = await chat.EnterAsync(_fern, group);
        await using var other = await chat.EnterAsync(_otto, group);
        var held = await author.PostAsync("ATTACK");
        Assert.Equal("held", held.Code);
        Assert.Null(held.Sequence);
        Assert.NotNull(held.Held?.DueBy);

        var plain = await author.PostAsync("Something else.");
        Assert.Equal(1, plain.Sequence);
        await other.HearsAsync(entry => entry.MessageId == plain.MessageId);
        Assert.DoesNotContain(other.Heard, entry => entry.MessageId == held.MessageId);
        Assert.Empty((await other.JoinAsync()).Held!);
        Assert.Equal("held", Assert.Single((await author.JoinAsync()).Held!).State);

        await DecideAsync(group, held.MessageId!.Value, DecisionOutcome.Keep);
        var released = await other.HearsAsync(entry => entry.Kind == "release");
        Assert.Equal((2L, "ATTACK", "Fern"), (released.Sequence, released.Body, released.Author));
        await author.IsToldAsync("released");
    }

    [Fact]
    public async Task The_reason_of_a_removal_goes_to_the_author_only_and_the_text_to_nobody_who_comes_later()
    {
        var group = await chat.GroupAsync(_fern, _otto);
        await using var author = await chat.EnterAsync(_fern, group);
        await using var other = await chat.EnterAsync(_otto, group);
        var posted = await author.PostAsync("RUDE words");
        Assert.Equal("ok", posted.Code);

        await DecideAsync(group, posted.MessageId!.Value, DecisionOutcome.Remove);

        var removal = await other.HearsAsync(entry => entry.Kind == "removal");
        Assert.Null(removal.Body);
        var told = await author.IsToldAsync("removed");
        Assert.Equal(("It hurts somebody.", "Be kind."), (told.Reason, told.Guideline));
        Assert.Empty(other.Held);
        var later = await other.CatchupAsync(0);
        Assert.Equal(["post", "removal"], later.Entries!.Select(entry => entry.Kind));
        Assert.All(later.Entries!, entry => Assert.Null(entry.Body));
        Assert.Equal("It hurts somebody.", Assert.Single((await author.JoinAsync()).Held!).Reason);
    }

    [Fact]
    public async Task A_decision_about_another_revision_changes_nothing()
    {
        var group = await chat.GroupAsync(_fern);
        await using var author = await chat.EnterAsync(_fern, group);
        var posted = await author.PostAsync("RUDE words");
        var edited = await author.AskAsync<Posted>("Edit", new { GroupId = group, posted.MessageId, Body = "Kind words" });
        Assert.Equal("ok", edited.Code);

        await DecideAsync(group, posted.MessageId!.Value, DecisionOutcome.Remove, revision: 0);
        await DecideAsync(group, posted.MessageId!.Value, DecisionOutcome.Remove, revision: 1);

        // The second decision proves that the first one has been dealt with.
        await author.HearsAsync(entry => entry.Kind == "removal");
        Assert.Single(author.Heard, entry => entry.Kind == "removal");
        var screened = await chat.Service.PublishedAsync<MessagesScreened>(told => told.Messages.Any(message => message.MessageId == posted.MessageId && message.Revision == 1));
        Assert.Equal("Kind words", screened.Messages[0].Text);
    }

    [Fact]
    public async Task A_held_message_can_be_changed_and_goes_out_when_it_is_kind()
    {
        var group = await chat.GroupAsync(_fern, _otto);
        await using var author = await chat.EnterAsync(_fern, group);
        await using var other = await chat.EnterAsync(_otto, group);
        var held = await author.PostAsync("ATTACK");
        Assert.Equal("held", (await author.AskAsync<Posted>("Edit", new { GroupId = group, held.MessageId, Body = "ATTACK again" })).Code);

        Assert.Equal("ok", (await author.AskAsync<Posted>("Edit", new { GroupId = group, held.MessageId, Body = "I am angry." })).Code);
        Assert.Equal("I am angry.", (await other.HearsAsync(entry => entry.Kind == "release")).Body);
        await author.IsToldAsync("released");
    }

    [Fact]
    public async Task A_held_message_can_be_taken_back_and_moderation_hears_of_it()
    {
        var group = await chat.GroupAsync(_fern);
        await using var author = await chat.EnterAsync(_fern, group);
        var held = await author.PostAsync("ATTACK");

        Assert.Equal("ok", (await author.AskAsync<Answer>("Delete", new { GroupId = group, held.MessageId })).Code);

        await author.IsToldAsync("taken_back");
        await chat.Service.PublishedAsync<MessageTakenBack>(taken => taken.MessageId == held.MessageId && taken.AuthorId == _fern.Id);
        Assert.Empty((await author.JoinAsync()).Held!);
    }

    [Fact]
    public async Task A_change_that_is_held_leaves_the_group_what_it_saw()
    {
        var group = await chat.GroupAsync(_fern, _otto);
        await using var author = await chat.EnterAsync(_fern, group);
        await using var other = await chat.EnterAsync(_otto, group);
        var posted = await author.PostAsync("Fine words");

        var changed = await author.AskAsync<Posted>("Edit", new { GroupId = group, posted.MessageId, Body = "ATTACK" });
        Assert.Equal("held", changed.Code);
        Assert.Equal("Fine words", Assert.Single((await other.CatchupAsync(0)).Entries!).Body);

        await DecideAsync(group, posted.MessageId!.Value, DecisionOutcome.Keep, revision: 1);
        Assert.Equal("ATTACK", (await other.HearsAsync(entry => entry.Kind == "edit")).Body);
    }

    [Fact]
    public async Task A_held_post_that_is_sent_again_is_never_called_posted_whatever_has_become_of_it()
    {
        var group = await chat.GroupAsync(_fern);
        var (removed, takenBack) = (Guid.NewGuid(), Guid.NewGuid());
        await using (var before = await chat.EnterAsync(_fern, group))
        {
            var first = await before.PostAsync("ATTACK", removed);
            Assert.Equal(first.MessageId, (await before.PostAsync("ATTACK", removed)).MessageId);
            var second = await before.PostAsync("ATTACK", takenBack);
            await before.AskAsync<Answer>("Delete", new { GroupId = group, second.MessageId });
            await DecideAsync(group, first.MessageId!.Value, DecisionOutcome.Remove);
            await before.IsToldAsync("removed");
        }

        // Over a new connection, as after a lost answer.
        await using var author = await chat.EnterAsync(_fern, group);
        var again = await author.PostAsync("ATTACK", removed);
        Assert.Equal(("held", "removed", "It hurts somebody."), (again.Code, again.Held?.State, again.Held?.Reason));
        again = await author.PostAsync("ATTACK", takenBack);
        Assert.Equal(("held", "taken_back"), (again.Code, again.Held?.State));
    }

    [Fact]
    public async Task A_released_post_that_is_sent_again_is_posted()
    {
        var group = await chat.GroupAsync(_fern);
        await using var author = await chat.EnterAsync(_fern, group);
        var clientId = Guid.NewGuid();
        var held = await author.PostAsync("ATTACK", clientId);
        await DecideAsync(group, held.MessageId!.Value, DecisionOutcome.Keep);
        await author.IsToldAsync("released");

        var again = await author.PostAsync("ATTACK", clientId);

        Assert.Equal(("ok", held.MessageId, 1L), (again.Code, again.MessageId, again.Sequence));
    }

    [Fact]
    public async Task A_note_that_was_held_does_not_go_out_with_a_harmless_text()
    {
        var group = await chat.GroupAsync(_fern);
        await using var author = await chat.EnterAsync(_fern, group);
        var held = await author.AskAsync<Posted>("Post", new { GroupId = group, ClientId = Guid.NewGuid(), Body = "Words", ContentNote = "ATTACK" });
        Assert.Equal("held", held.Code);

        var edited = await author.AskAsync<Posted>("Edit", new { GroupId = group, held.MessageId, Body = "Harmless words" });

        Assert.Equal("held", edited.Code);
        Assert.Empty((await author.CatchupAsync(0)).Entries!);
    }

    private Task DecideAsync(Guid group, Guid message, DecisionOutcome outcome, int revision = 0) => chat.Service.PublishAsync(new MessageDecided(
        Guid.CreateVersion7(), DateTimeOffset.UtcNow, Guid.CreateVersion7(), Guid.CreateVersion7(), group, "group", "Group", message, revision, _fern.Id, true, outcome,
        "It hurts somebody.", "Be kind."));
}
