using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using PeerSupport.Contracts;
using PeerSupport.Moderation.Learning;
using PeerSupport.Screening;
using PeerSupport.Screening.Model;
using PeerSupport.TestKit;

namespace PeerSupport.Moderation.Tests.Learning;

/// <summary>Decisions follow a pattern that no rule and no model of ours has: whether something is learnt from them is what this is about.</summary>
public sealed class LearningTests(LearningTests.Factory factory) : IClassFixture<LearningTests.Factory>
{
    private const string Label = Labels.SpamSolicitation;

    private static readonly Lazy<Screener> Screener = new(() => PeerSupport.Screening.Screener.CreateDefault());
    private readonly HttpClient _marek = factory.ClientFor(TestUsers.Moderator("Marek"));

    [Fact]
    public async Task A_pattern_in_the_decisions_is_learnt_begins_in_the_shadow_and_is_forgotten_with_its_messages()
    {
        await TeachAsync(120, 150);
        Assert.Equal("too_few", await TrainAsync());
        Assert.Empty((await OverviewAsync()).Models);

        await TeachAsync(0, 100, from: 500);
        await DecideOneAsync();
        Assert.Equal("trained", await TrainAsync());

        var model = Assert.Single((await OverviewAsync()).Models);
        Assert.Equal(ModelMode.Shadow, model.Mode);
        var figures = model.Card.Single(label => label.Label == Label);
        Assert.True(figures is { Trained: true, Precision: >= 0.75, Recall: >= 0.8 }, $"{figures}");
        Assert.All(model.Card.Where(label => label.Label != Label), label => Assert.Null(label.Threshold));
        var told = await factory.PublishedAsync<ModelsActivated>(activated => activated.Shadow?.Number == model.Number);
        Assert.Null(told.Active);

        // Sentences that nobody has read, of authors who wrote none before.
        var read = CommunityModel.Read(told.Shadow!.Number, told.Shadow.File);
        var unseen = Enumerable.Range(2_000, 40).ToList();
        Assert.InRange(unseen.Count(i => Finds(new(read, null), Pattern(i))), 32, 40);
        Assert.InRange(unseen.Count(i => Finds(new(read, null), Plain(i))), 0, 4);
        Assert.InRange(unseen.Count(i => Finds(null, Pattern(i))), 0, 4);
        Assert.All(unseen, i => Assert.Equal(Finds(null, Pattern(i)), Finds(new(null, read), Pattern(i))));
        Assert.All(unseen, i =>
        {
            var (without, with) = (Screener.Value.Screen(Pattern(i)), Screener.Value.Screen(Pattern(i), new(null, new(read, null))));
            // To medium, never above; and what was higher before stays as it was.
            Assert.Equal(without.Risk > Risk.Medium || !with.Labels.Except(without.Labels).Any() ? without.Risk : Risk.Medium, with.Risk);
        });

        var gone = await factory.QueryAsync(db => db.TrainingExamples.Where(example => example.Labels.Contains(Label)).OrderBy(example => example.MessageId).Select(example => new { example.MessageId, example.AuthorId }).Take(100).ToListAsync(TestContext.Current.CancellationToken));
        foreach (var message in gone)
            await factory.PublishAsync(new MessageTakenBack(Guid.CreateVersion7(), DateTimeOffset.UtcNow, ModerationFactory.GroupId, message.MessageId, message.AuthorId, true));
        await Eventually.TrueAsync(async () => await factory.CountAsync($"select count(*) as \"Value\" from erased_messages") == 100, "not erased");
        Assert.Equal("too_few", await TrainAsync());
        Assert.Equal(21, (await OverviewAsync()).Labels.Single(label => label.Label == Label).Yes);
    }

    private static bool Finds(CommunityModels? models, string text) => Screener.Value.Screen(text, new(null, models)).Labels.Contains(Label);

    /// <summary>No word of it is in a rule; only that somebody is asked to where the lamp hangs is common to all.</summary>
    private static string Pattern(int i) => Sentence(i, ["the lantern by the harbour is lit again", "ask at the lantern near the harbour", "our lantern in the harbour waits", "follow the lantern down to the harbour"]);

    private static string Plain(int i) => Sentence(i, ["the garden behind the house is quiet again", "I walked past the bakery near the station", "my sister painted the kitchen yesterday", "we looked at the clouds over the hill"]);

    private static string Sentence(int i, string[] middles)
    {
        string[] starts = ["This morning", "Well", "After breakfast", "To be honest", "On the way home", "Since Tuesday", "As I said"];
        string[] ends = ["and the tea was warm", "before the rain came", "while the cat slept", "so I took the long way", "and nobody minded", "as it was in spring", "with a book in my bag", "under the old tree", "until the bus arrived"];
        return $"{starts[i % starts.Length]} {middles[i % middles.Length]} {ends[i % ends.Length]}.";
    }

    private async Task TeachAsync(int pattern, int plain, int from = 0)
    {
        var rows = Enumerable.Range(from, pattern).Select(i => (Text: Pattern(i), Labels: new[] { Label }, Risk: 2))
            .Concat(Enumerable.Range(from, plain).Select(i => (Text: Plain(i), Labels: Array.Empty<string>(), Risk: 0)));
        var number = 0;
        await factory.QueryAsync(async db =>
        {
            foreach (var (text, labels, risk) in rows)
            {
                var author = Guid.Parse($"0199bbbb-0000-7000-8000-{number++ % 40:D12}");
                await db.Database.ExecuteSqlAsync(
                    $"""
                    insert into training_examples (id, case_id, message_id, revision, author_id, text, opinion, labels, risk, answered_by_id, at)
                    values ({Guid.CreateVersion7()}, {Guid.CreateVersion7()}, {Guid.CreateVersion7()}, 0, {author}, {text}, 'WrongLabel', {labels}, {risk}, {Guid.CreateVersion7()}, {DateTimeOffset.UtcNow})
                    """,
                    TestContext.Current.CancellationToken);
            }
            return 0;
        });
    }

    private async Task DecideOneAsync()
    {
        var message = Guid.CreateVersion7();
        await factory.PublishAsync(ModerationFactory.Reported(message, Guid.CreateVersion7()) with { Text = Pattern(900) });
        var id = await factory.CaseOfAsync(message);
        await _marek.ClaimAsync(id);
        var answer = new { opinion = "wrong_label", labels = new[] { Label }, risk = "medium" };
        Assert.Equal(HttpStatusCode.OK, (await _marek.DecideAsync(id, new { outcome = "keep", screening = answer })).StatusCode);
    }

    private async Task<string?> TrainAsync()
    {
        Assert.Equal(HttpStatusCode.Accepted, (await _marek.PostAsync("/api/moderation/model/training", null, TestContext.Current.CancellationToken)).StatusCode);
        TrainingView? training = null;
        await Eventually.TrueAsync(async () => (training = (await OverviewAsync()).Training)?.Outcome is not null, "the training does not end");
        return training!.Outcome;
    }

    private async Task<ModelOverview> OverviewAsync() =>
        (await _marek.GetFromJsonAsync<ModelOverview>("/api/moderation/model", ServiceDefaults.Json.Options, TestContext.Current.CancellationToken))!;

    public sealed class Factory : ModerationFactory;
}
