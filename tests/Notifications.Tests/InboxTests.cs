using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using PeerSupport.Contracts;
using PeerSupport.Notifications.Data;
using PeerSupport.TestKit;

namespace PeerSupport.Notifications.Tests;

public sealed class NotificationsFactory : ServiceFactory<Program, NotificationsDb>;

public sealed class InboxTests(NotificationsFactory factory) : IClassFixture<NotificationsFactory>
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;
    private readonly TestUser _fern = TestUsers.Member();

    [Fact]
    public async Task Somebody_new_is_welcomed_once_and_a_changed_profile_tells_nothing()
    {
        var registered = new MemberProfileChanged(Guid.CreateVersion7(), Now, _fern.Id, 1, "Fern {group}", ["member"], null);
        await factory.PublishAsync(registered);
        await factory.PublishAsync(registered);
        await factory.PublishAsync(registered with { EventId = Guid.CreateVersion7(), Version = 2 });
        await factory.PublishAsync(new ReportReceived(Guid.CreateVersion7(), Now.AddSeconds(1), _fern.Id, Guid.CreateVersion7(), "Waiting", Now.AddHours(4)));

        var inbox = await InboxAsync(_fern, 2);

        Assert.Equal(["report_received", "welcome"], inbox.Select(entry => entry.GetProperty("kind").GetString()));
        Assert.Equal("Welcome, Fern {group}", inbox[1].GetProperty("title").GetString());
        Assert.Contains("within 4 hours", inbox[0].GetProperty("body").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_answered_or_named_reads_where_and_neither_by_whom_nor_what()
    {
        var (answered, named) = (Addressed(false, 0), Addressed(true, 1));
        await factory.PublishAsync(answered);
        await factory.PublishAsync(answered);
        await factory.PublishAsync(named);

        var inbox = await InboxAsync(_fern, 2);

        Assert.Equal(["mentioned", "answered"], inbox.Select(entry => entry.GetProperty("kind").GetString()));
        Assert.Equal([$"/groups/waiting/room#m-{named.MessageId}", $"/groups/waiting/room#m-{answered.MessageId}"], inbox.Select(entry => entry.GetProperty("link").GetString()));
        Assert.All(inbox, entry => Assert.Contains("In Waiting", entry.GetProperty("body").GetString(), StringComparison.Ordinal));

        MemberAddressed Addressed(bool isMention, int later) =>
            new(Guid.CreateVersion7(), Now.AddSeconds(later), _fern.Id, Guid.CreateVersion7(), "waiting", "Waiting", Guid.CreateVersion7(), isMention);
    }

    [Theory]
    [InlineData(DecisionOutcome.Remove, true, "It speaks about a person.", "message_removed", "was not let through")]
    [InlineData(DecisionOutcome.Remove, false, "It speaks about a person.", "message_removed", "was taken out")]
    [InlineData(DecisionOutcome.Keep, true, "Thank you for waiting.", "message_released", "can be read by everybody there")]
    [InlineData(DecisionOutcome.Keep, false, "We are glad you wrote.", "from_the_team", "We are glad you wrote.")]
    public async Task The_author_reads_what_became_of_their_message_and_why(DecisionOutcome outcome, bool wasHeld, string reason, string kind, string says)
    {
        await factory.PublishAsync(Decided(outcome, wasHeld, reason));

        var entry = Assert.Single(await InboxAsync(_fern, 1));

        Assert.Equal(kind, entry.GetProperty("kind").GetString());
        var body = entry.GetProperty("body").GetString()!;
        Assert.Contains(says, body, StringComparison.Ordinal);
        Assert.Contains(reason, body, StringComparison.Ordinal);
        Assert.Equal(outcome is DecisionOutcome.Remove, body.Contains("Disagree with a thought", StringComparison.Ordinal));
        Assert.DoesNotContain("{", body, StringComparison.Ordinal);
        Assert.Equal("/groups/waiting", entry.GetProperty("link").GetString());
    }

    [Fact]
    public async Task Of_a_message_that_stayed_without_a_word_to_say_nobody_hears()
    {
        await factory.PublishAsync(Decided(DecisionOutcome.Keep, false, ""));
        await factory.PublishAsync(new TeamWrote(Guid.CreateVersion7(), Now, _fern.Id, Guid.CreateVersion7(), "", "your group", "Yes, please do."));

        var entry = Assert.Single(await InboxAsync(_fern, 1));

        Assert.Equal("Yes, please do.", entry.GetProperty("body").GetString());
        Assert.Equal(JsonValueKind.Null, entry.GetProperty("link").ValueKind);
    }

    [Theory]
    [InlineData(ApplicationOutcome.Joined, "You belong to Waiting now.")]
    [InlineData(ApplicationOutcome.Waiting, "which is full just now")]
    [InlineData(ApplicationOutcome.Declined, "cannot take you in")]
    [InlineData(ApplicationOutcome.MovedUp, "you belong to it now")]
    public async Task Somebody_who_wants_to_join_reads_the_answer(ApplicationOutcome outcome, string says)
    {
        await factory.PublishAsync(new ApplicationAnswered(Guid.CreateVersion7(), Now, Guid.CreateVersion7(), "waiting", "Waiting", _fern.Id, outcome, null));

        var entry = Assert.Single(await InboxAsync(_fern, 1));

        Assert.Contains(says, entry.GetProperty("body").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("{", entry.GetProperty("body").GetString(), StringComparison.Ordinal);
        Assert.Equal(("group_answer", "/groups/waiting"), (entry.GetProperty("kind").GetString(), entry.GetProperty("link").GetString()));
    }

    [Fact]
    public async Task Everybody_who_holds_a_group_is_told_that_somebody_asks()
    {
        var otto = TestUsers.Member();
        var arrived = new ApplicationArrived(Guid.CreateVersion7(), Now, Guid.CreateVersion7(), "waiting", "Waiting", [_fern.Id, otto.Id, otto.Id]);
        await factory.PublishAsync(arrived);
        await factory.PublishAsync(arrived);

        foreach (var facilitator in new[] { _fern, otto })
            Assert.Equal("/groups/waiting/people", Assert.Single(await InboxAsync(facilitator, 1)).GetProperty("link").GetString());

        await factory.PublishAsync(new CareSlotDue(Guid.CreateVersion7(), Now.AddSeconds(1), Guid.CreateVersion7(), "waiting", "Waiting", Guid.CreateVersion7(), Guid.CreateVersion7(), [_fern.Id]));
        Assert.Equal("/groups/waiting/room", (await InboxAsync(_fern, 2))[0].GetProperty("link").GetString());
    }

    [Fact]
    public async Task The_team_is_told_where_nobody_holds_a_group_and_why_it_is_told()
    {
        await factory.PublishAsync(new ApplicationArrived(Guid.CreateVersion7(), Now, Guid.CreateVersion7(), "waiting", "Waiting", [_fern.Id], NobodyHolds: true));
        await factory.PublishAsync(new CareSlotDue(
            Guid.CreateVersion7(), Now.AddSeconds(1), Guid.CreateVersion7(), "waiting", "Waiting", Guid.CreateVersion7(), Guid.CreateVersion7(), [_fern.Id], NobodyHolds: true));

        foreach (var entry in await InboxAsync(_fern, 2))
        {
            Assert.Equal("/groups/waiting/people", entry.GetProperty("link").GetString());
            Assert.Contains("Nobody holds this group", entry.GetProperty("body").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_change_of_ones_place_in_a_group_is_told_with_its_reason()
    {
        var group = Guid.CreateVersion7();
        await factory.PublishAsync(new FacilitatorNamed(Guid.CreateVersion7(), Now, group, "waiting", "Waiting", _fern.Id));
        await factory.PublishAsync(new MemberRemoved(Guid.CreateVersion7(), Now.AddSeconds(1), group, "waiting", "Waiting", _fern.Id, "It was too much for the others."));
        await factory.PublishAsync(new ProposalAnswered(Guid.CreateVersion7(), Now.AddSeconds(2), Guid.CreateVersion7(), _fern.Id, "Night owls", null, "There is one."));
        await factory.PublishAsync(new ProposalAnswered(Guid.CreateVersion7(), Now.AddSeconds(3), Guid.CreateVersion7(), _fern.Id, "Early birds", "early-birds", null));

        var inbox = await InboxAsync(_fern, 4);

        Assert.Equal(["/groups/early-birds", null, "/groups/waiting", "/groups/waiting/people"], inbox.Select(entry => entry.GetProperty("link").GetString()));
        Assert.Contains("There is one.", inbox[1].GetProperty("body").GetString(), StringComparison.Ordinal);
        Assert.Contains("It was too much for the others.", inbox[2].GetProperty("body").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DecisionOutcome.Keep, "it stays")]
    [InlineData(DecisionOutcome.Remove, "can no longer be read")]
    public async Task A_reporter_hears_what_became_of_the_message(DecisionOutcome outcome, string says)
    {
        await factory.PublishAsync(new ReportDecided(Guid.CreateVersion7(), Now, _fern.Id, Guid.CreateVersion7(), "Waiting", outcome));
        Assert.Contains(says, Assert.Single(await InboxAsync(_fern, 1)).GetProperty("body").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reading_belongs_to_its_member_alone()
    {
        await factory.PublishAsync(Decided(DecisionOutcome.Keep, true, "Thank you."));
        var id = (await InboxAsync(_fern, 1))[0].GetProperty("id").GetGuid();
        var (mine, other) = (factory.ClientFor(_fern), factory.ClientFor(TestUsers.Member("Sol")));

        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(other, $"{id}/read")).StatusCode);
        await PostAsync(other, "read-all");
        Assert.True(await UnreadAsync(mine));
        Assert.False(await UnreadAsync(other));
        Assert.Equal(HttpStatusCode.NoContent, (await PostAsync(mine, $"{id}/read")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await PostAsync(mine, $"{id}/read")).StatusCode);
        Assert.False(await UnreadAsync(mine));
        Assert.True((await InboxAsync(_fern, 1))[0].GetProperty("read").GetBoolean());
        Assert.Equal(HttpStatusCode.Unauthorized, (await factory.ClientFor(null).GetAsync("/api/notifications/inbox", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task The_inbox_is_read_page_by_page_without_gap_or_repetition()
    {
        // All in one instant, which is what a key of the time alone would stumble over.
        for (var i = 0; i < 65; i++)
            await factory.PublishAsync(new TeamWrote(Guid.CreateVersion7(), Now, _fern.Id, Guid.CreateVersion7(), "", "", $"Word {i}"));
        var client = factory.ClientFor(_fern);
        await Eventually.TrueAsync(async () => await CountAsync(client) == 65, "not every notice arrived");
        Assert.True(await UnreadAsync(client));
        await PostAsync(client, "read-all");
        Assert.False(await UnreadAsync(client));
        Assert.Equal(HttpStatusCode.BadRequest, (await client.GetAsync("/api/notifications/inbox?before=x", TestContext.Current.CancellationToken)).StatusCode);
    }

    private MessageDecided Decided(DecisionOutcome outcome, bool wasHeld, string reason) => new(
        Guid.CreateVersion7(), Now, Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), "waiting", "Waiting", Guid.CreateVersion7(), 0, _fern.Id,
        wasHeld, outcome, reason, outcome is DecisionOutcome.Remove ? "Disagree with a thought, never with a person" : null);

    private async Task<List<JsonElement>> InboxAsync(TestUser user, int atLeast)
    {
        var client = factory.ClientFor(user);
        List<JsonElement> entries = [];
        await Eventually.TrueAsync(async () => (entries = [.. (await PageAsync(client)).GetProperty("items").EnumerateArray()]).Count >= atLeast, "the inbox stayed empty");
        return entries;
    }

    private static async Task<int> CountAsync(HttpClient client)
    {
        var seen = new HashSet<Guid>();
        string? next = null;
        do
        {
            var page = await PageAsync(client, next);
            foreach (var entry in page.GetProperty("items").EnumerateArray())
                Assert.True(seen.Add(entry.GetProperty("id").GetGuid()));
            next = page.GetProperty("next").GetString();
        }
        while (next is not null);
        return seen.Count;
    }

    private static Task<JsonElement> PageAsync(HttpClient client, string? before = null) => client.GetFromJsonAsync<JsonElement>(
        before is null ? "/api/notifications/inbox" : $"/api/notifications/inbox?before={before}", TestContext.Current.CancellationToken);

    private static async Task<bool> UnreadAsync(HttpClient client) =>
        (await client.GetFromJsonAsync<JsonElement>("/api/notifications/inbox/unread", TestContext.Current.CancellationToken)).GetProperty("any").GetBoolean();

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string path) =>
        client.PostAsync($"/api/notifications/inbox/{path}", null, TestContext.Current.CancellationToken);
}
