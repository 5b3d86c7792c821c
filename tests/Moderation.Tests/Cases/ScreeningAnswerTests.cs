using System.Net;
using System.Net.Http.Json;
using PeerSupport.Contracts;
using PeerSupport.Moderation.Cases;
using PeerSupport.TestKit;

namespace PeerSupport.Moderation.Tests.Cases;

public sealed class ScreeningAnswerTests(ModerationFactory factory) : IClassFixture<ModerationFactory>
{
    private static readonly string[] Two = ["spam_solicitation", "medical_advice"];
    private readonly HttpClient _marek = factory.ClientFor(TestUsers.Moderator("Marek"));

    public static TheoryData<object, string[], string> Fitting => new()
    {
        { new { opinion = "right" }, ["harassment"], "high" },
        { new { opinion = "wrong_level", risk = "low" }, ["harassment"], "low" },
        { new { opinion = "wrong_label", labels = Two, risk = "medium" }, Two, "medium" },
        { new { opinion = "not_an_issue" }, [], "none" },
    };

    public static TheoryData<object> Unfit =>
    [
        new { opinion = "wrong_level" },
        new { opinion = "wrong_level", risk = "none" },
        new { opinion = "wrong_level", risk = "9" },
        new { opinion = "wrong_label", risk = "low" },
        new { opinion = "wrong_label", labels = new[] { "nonsense" }, risk = "low" },
        new { opinion = "perhaps" },
        new { },
    ];

    [Theory]
    [MemberData(nameof(Fitting))]
    public async Task An_answer_is_kept_with_the_decision_with_the_words_and_in_the_ledger(object answer, string[] labels, string risk)
    {
        var (id, message) = await ClaimedAsync(ModerationFactory.Message());

        Assert.Equal(HttpStatusCode.OK, (await _marek.DecideAsync(id, new { outcome = "keep", screening = answer })).StatusCode);

        var example = await factory.ExampleAsync(message.MessageId);
        Assert.Equal((message.Text, message.AuthorId, risk), (example.Text, example.AuthorId, example.Risk.ToString().ToLowerInvariant()));
        Assert.Equal(labels, example.Labels);
        Assert.Equal(1, await factory.CountAsync($"select count(*) as \"Value\" from ledger_entries where case_id = {id} and payload like '%\"screening\":%'"));
        Assert.Equal(0, await factory.CountAsync($"select count(*) as \"Value\" from ledger_entries where case_id = {id} and payload like '%Nobody wants%'"));
    }

    [Theory]
    [MemberData(nameof(Unfit))]
    public async Task An_answer_that_says_too_little_is_refused_and_nothing_is_decided(object answer)
    {
        var (id, _) = await ClaimedAsync(ModerationFactory.Message());

        Assert.Equal(HttpStatusCode.BadRequest, (await _marek.DecideAsync(id, new { outcome = "keep", screening = answer })).StatusCode);
        Assert.Equal("claimed", (await _marek.CaseAsync(id)).GetProperty("state").GetString());
    }

    [Fact]
    public async Task Without_an_answer_nothing_is_learnt()
    {
        var (id, message) = await ClaimedAsync(ModerationFactory.Message());

        await _marek.DecideAsync(id, new { outcome = "keep" });

        Assert.Equal(0, await factory.CountAsync($"select count(*) as \"Value\" from training_examples where message_id = {message.MessageId}"));
    }

    [Fact]
    public async Task Where_a_member_reported_what_screening_let_through_it_is_asked_what_screening_should_have_said()
    {
        var message = Guid.CreateVersion7();
        await factory.PublishAsync(ModerationFactory.Reported(message, Guid.CreateVersion7()));
        var id = await factory.CaseOfAsync(message);
        await _marek.ClaimAsync(id);

        Assert.Equal(HttpStatusCode.BadRequest, (await _marek.DecideAsync(id, new { outcome = "keep", screening = new { opinion = "right" } })).StatusCode);
        var answer = new { opinion = "wrong_label", labels = new[] { "harassment" }, risk = "medium" };
        Assert.Equal(HttpStatusCode.OK, (await _marek.DecideAsync(id, new { outcome = "keep", screening = answer })).StatusCode);

        Assert.Equal(["harassment"], (await factory.ExampleAsync(message)).Labels);
    }

    [Fact]
    public async Task Words_that_their_author_deletes_leave_the_training_set_and_never_come_back()
    {
        var (id, message) = await ClaimedAsync(ModerationFactory.Message());
        await _marek.DecideAsync(id, new { outcome = "keep", screening = new { opinion = "right" } });

        await factory.PublishAsync(new MessageTakenBack(
            Guid.CreateVersion7(), DateTimeOffset.UtcNow, ModerationFactory.GroupId, message.MessageId, message.AuthorId, NobodyWaits: true));

        await Eventually.TrueAsync(async () => await CountAsync() == 0, "the words are still there");
        await factory.ClientFor(TestUsers.Moderator("Ines")).PostAsJsonAsync($"/api/moderation/cases/{id}/answer", new { opinion = "right" }, TestContext.Current.CancellationToken);
        Assert.Equal(0, await CountAsync());

        Task<long> CountAsync() => factory.CountAsync($"select count(*) as \"Value\" from training_examples where message_id = {message.MessageId}");
    }

    [Fact]
    public async Task Somebody_else_gives_a_second_answer_once_and_only_after_the_decision()
    {
        var (id, message) = await ClaimedAsync(ModerationFactory.Message());
        var ines = factory.ClientFor(TestUsers.Moderator("Ines"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await AnswerAsync(ines, new { opinion = "right" })).StatusCode);
        await _marek.DecideAsync(id, new { outcome = "keep", screening = new { opinion = "right" } });

        Assert.Equal(HttpStatusCode.NoContent, (await AnswerAsync(ines, new { opinion = "right" })).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await AnswerAsync(ines, new { opinion = "not_an_issue" })).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await AnswerAsync(_marek, new { opinion = "not_an_issue" })).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await AnswerAsync(factory.ClientFor(TestUsers.Member()), new { opinion = "right" })).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await AnswerAsync(factory.ClientFor(TestUsers.Moderator("Ola")), new { opinion = "maybe" })).StatusCode);
        Assert.Equal(2, await factory.CountAsync($"select count(*) as \"Value\" from training_examples where message_id = {message.MessageId}"));

        Task<HttpResponseMessage> AnswerAsync(HttpClient who, object answer) =>
            who.PostAsJsonAsync($"/api/moderation/cases/{id}/answer", answer, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_sampled_message_comes_last_is_due_in_a_day_and_its_author_is_not_told_when_it_stays()
    {
        var sample = ModerationFactory.Message("none", "harassment", MessageHandling.Delivered) with
        {
            Sampled = true,
            Text = "I slept well for once.",
            Labels = [],
            Matches = [],
        };
        var id = await factory.OpenAsync(sample);
        var seen = await _marek.CaseAsync(id);
        Assert.Equal("sample", seen.GetProperty("kind").GetString());
        Assert.InRange(seen.GetProperty("dueAt").GetDateTimeOffset(), DateTimeOffset.UtcNow.AddHours(23), DateTimeOffset.UtcNow.AddHours(25));
        await factory.OpenAsync(ModerationFactory.Message("medium", handling: MessageHandling.Flagged));
        var queue = (await _marek.GetFromJsonAsync<CaseSummary[]>("/api/moderation/cases", ServiceDefaults.Json.Options, TestContext.Current.CancellationToken))!;
        Assert.Equal("sample", queue[^1].Kind);
        await _marek.ClaimAsync(id);

        Assert.Equal(HttpStatusCode.OK, (await _marek.DecideAsync(id, new { outcome = "keep", screening = new { opinion = "not_an_issue" } })).StatusCode);

        Assert.Empty((await factory.ExampleAsync(sample.MessageId)).Labels);
        Assert.Empty(factory.PublishedNow<MessageDecided>(decided => decided.CaseId == id));
    }

    [Fact]
    public async Task A_sample_loses_its_words_when_their_author_takes_them_back_whichever_event_comes_first()
    {
        var sample = ModerationFactory.Message("none", handling: MessageHandling.Delivered) with { Sampled = true, Text = "Gone.", Labels = [], Matches = [] };
        var id = await factory.OpenAsync(sample);
        var late = sample with { MessageId = Guid.CreateVersion7() };
        await TakeBackAsync(sample.MessageId);
        await TakeBackAsync(late.MessageId);
        await Eventually.TrueAsync(async () => await factory.CountAsync($"select count(*) as \"Value\" from erased_messages where message_id in ({sample.MessageId}, {late.MessageId})") == 2, "not taken back");
        await factory.PublishAsync(ModerationFactory.Screened(late));
        await factory.OpenAsync(ModerationFactory.Message());

        Assert.Equal(1, await factory.CountAsync($"select count(*) as \"Value\" from cases where id = {id} and text is null and state = 'TakenBack'"));
        Assert.Equal(0, await factory.CountAsync($"select count(*) as \"Value\" from cases where message_id = {late.MessageId}"));

        Task TakeBackAsync(Guid message) => factory.PublishAsync(
            new MessageTakenBack(Guid.CreateVersion7(), DateTimeOffset.UtcNow, ModerationFactory.GroupId, message, sample.AuthorId, NobodyWaits: true));
    }

    private async Task<(Guid Id, ScreenedMessage Message)> ClaimedAsync(ScreenedMessage message)
    {
        var id = await factory.OpenAsync(message);
        Assert.Equal(HttpStatusCode.NoContent, (await _marek.ClaimAsync(id)).StatusCode);
        return (id, message);
    }
}
