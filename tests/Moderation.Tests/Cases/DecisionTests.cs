using System.Net;
using PeerSupport.Contracts;
using PeerSupport.TestKit;

namespace PeerSupport.Moderation.Tests.Cases;

public sealed class DecisionTests(ModerationFactory factory) : IClassFixture<ModerationFactory>
{
    private static readonly object Removal = new { outcome = "remove", reason = "It speaks about a person here.", guideline = "person", note = "first time" };
    private readonly HttpClient _marek = factory.ClientFor(TestUsers.Moderator("Marek"));

    [Fact]
    public async Task A_removal_is_told_once_with_the_reason_and_the_guideline_in_plain_words()
    {
        var (id, message) = await ClaimedAsync();

        Assert.Equal(HttpStatusCode.OK, (await _marek.DecideAsync(id, Removal)).StatusCode);
        var again = await _marek.DecideAsync(id, Removal);

        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        Assert.Equal("/problems/already_decided", await again.ProblemAsync());
        var told = await factory.PublishedAsync<MessageDecided>(decided => decided.CaseId == id);
        Assert.Equal(
            (message.MessageId, message.AuthorId, 0, true, DecisionOutcome.Remove, "It speaks about a person here.", "Disagree with a thought, never with a person"),
            (told.MessageId, told.AuthorId, told.Revision, told.WasHeld, told.Outcome, told.Reason, told.Guideline));
        Assert.Single(factory.PublishedNow<MessageDecided>(decided => decided.CaseId == id));
        var seen = await _marek.CaseAsync(id);
        Assert.Equal("decided", seen.GetProperty("state").GetString());
        Assert.Equal("Marek", seen.GetProperty("decision").GetProperty("decidedBy").GetString());
    }

    [Fact]
    public async Task Of_two_decisions_at_once_one_stands()
    {
        var (id, _) = await ClaimedAsync();

        var answers = await Task.WhenAll(_marek.DecideAsync(id, Removal), _marek.DecideAsync(id, new { outcome = "keep" }));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Conflict);
    }

    [Theory]
    [InlineData("""{"outcome":"remove"}""")]
    [InlineData("""{"outcome":"remove","reason":"   too   "}""")]
    [InlineData("""{"outcome":"remove","reason":"It speaks about a person.","guideline":"nonsense"}""")]
    [InlineData("""{"reason":"It speaks about a person."}""")]
    [InlineData("""{"outcome":"ban","reason":"It speaks about a person."}""")]
    public async Task A_removal_without_a_reason_and_other_bad_input_is_refused(string body)
    {
        var (id, _) = await ClaimedAsync();
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        var answer = await _marek.PostAsync($"/api/moderation/cases/{id}/decision", content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("claimed", (await _marek.CaseAsync(id)).GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_reason_of_more_than_2000_characters_is_refused()
    {
        var (id, _) = await ClaimedAsync();
        Assert.Equal(HttpStatusCode.BadRequest, (await _marek.DecideAsync(id, new { outcome = "remove", reason = new string('a', 2001) })).StatusCode);
    }

    [Fact]
    public async Task Only_the_one_who_claimed_a_case_decides_it()
    {
        var (id, _) = await ClaimedAsync();
        var other = await factory.ClientFor(TestUsers.Moderator("Ines")).DecideAsync(id, Removal);
        Assert.Equal(HttpStatusCode.Conflict, other.StatusCode);
        Assert.Equal("/problems/not_yours", await other.ProblemAsync());

        Assert.Equal(HttpStatusCode.Forbidden, (await factory.ClientFor(TestUsers.Member()).DecideAsync(id, Removal)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _marek.DecideAsync(Guid.CreateVersion7(), Removal)).StatusCode);
    }

    [Fact]
    public async Task A_decision_about_words_that_have_changed_meanwhile_is_refused()
    {
        var (id, message) = await ClaimedAsync();
        await factory.PublishAsync(ModerationFactory.Screened(message with { Revision = 1, Text = "Really nobody." }));
        await Eventually.TrueAsync(async () => (await _marek.CaseAsync(id)).GetProperty("revision").GetInt32() == 1, "the edit did not arrive");

        var answer = await _marek.DecideAsync(id, new { outcome = "keep", revision = 0 });

        Assert.Equal("/problems/changed", await answer.ProblemAsync());
    }

    [Fact]
    public async Task Somebody_in_distress_reads_words_of_care_even_when_the_moderator_wrote_none()
    {
        var id = await factory.OpenAsync(ModerationFactory.Message("critical", "self_harm", MessageHandling.Folded, text: "I can't any more."));
        await _marek.ClaimAsync(id);

        await _marek.DecideAsync(id, new { outcome = "keep" });

        var told = await factory.PublishedAsync<MessageDecided>(decided => decided.CaseId == id);
        Assert.Contains("You are not in trouble", told.Reason, StringComparison.Ordinal);
        Assert.Null(told.Guideline);
    }

    private async Task<(Guid Id, ScreenedMessage Message)> ClaimedAsync()
    {
        var message = ModerationFactory.Message();
        var id = await factory.OpenAsync(message);
        Assert.Equal(HttpStatusCode.NoContent, (await _marek.ClaimAsync(id)).StatusCode);
        return (id, message);
    }
}
