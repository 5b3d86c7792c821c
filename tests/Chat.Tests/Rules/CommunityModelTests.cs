using PeerSupport.Contracts;
using PeerSupport.Screening;
using PeerSupport.Screening.Training.Community;
using PeerSupport.TestKit;

namespace PeerSupport.Chat.Tests.Rules;

/// <summary>A model that finds what no rule of ours finds: whether chat lets it do what moderation said, and no more.</summary>
public sealed class CommunityModelTests(RuledChat chat) : IClassFixture<RuledChat>
{
    private static readonly Lazy<byte[]> File = new(() => Train(Labels.SpamSolicitation));
    private static long _activation;

    [Fact]
    public async Task An_active_model_has_a_message_looked_at_and_keeps_it_from_nobody()
    {
        var (group, client) = await chat.RoomAsync();
        await SetAsync(new(7, File.Value), null);
        Assert.Equal("ok", (await client.PostAsync(Lantern(500))).Code);

        var found = await ToldAsync(group, message => message.Labels.Length > 0);
        Assert.Equal((MessageHandling.Flagged, "medium", Lantern(500)), (found.Handling, found.Risk, found.Text));
        Assert.Equal([Labels.SpamSolicitation], found.Labels);
        Assert.All(found.Matches, match => Assert.Equal($"model.{Labels.SpamSolicitation}", match.Rule));
        Assert.Equal((7, true, null), (found.Active!.Number, found.Active.Score >= 0.5, found.Shadow));

        Assert.Equal("ok", (await client.PostAsync(Garden(501))).Code);
        var plain = await ToldAsync(group, message => message.Labels.Length == 0);
        Assert.Equal((MessageHandling.Delivered, null), (plain.Handling, plain.Text));
        Assert.Equal((7, 0), (plain.Active!.Number, plain.Active.Labels.Length));
        await client.DisposeAsync();
    }

    [Fact]
    public async Task Distress_that_only_a_model_sees_is_offered_help_with_room_for_a_misreading()
    {
        var (_, client) = await chat.RoomAsync();
        await SetAsync(new(12, Train(Labels.CrisisOther)), null);
        var guess = await client.PostAsync(Lantern(505));
        Assert.Equal(("ok", true), (guess.Code, guess.Support?.IsGuess));
        Assert.Null((await client.PostAsync(Lantern(506))).Support);

        // Within the same hour: what a rule finds is not kept from them because of a guess.
        var found = await client.PostAsync("Some days I want to die.");
        Assert.Equal(("ok", false), (found.Code, found.Support?.IsGuess));
        Assert.Null((await client.PostAsync("Some days I want to die.")).Support);
        await client.DisposeAsync();
    }

    [Fact]
    public async Task A_watched_model_says_what_it_would_have_raised_and_changes_nothing()
    {
        var (group, client) = await chat.RoomAsync();
        await SetAsync(null, new(8, File.Value));
        Assert.Equal("ok", (await client.PostAsync(Lantern(502))).Code);
        var told = await ToldAsync(group, _ => true);
        Assert.Equal((MessageHandling.Delivered, "none", null), (told.Handling, told.Risk, told.Text));
        Assert.Equal((8, Labels.SpamSolicitation, null), (told.Shadow!.Number, Assert.Single(told.Shadow.Labels), told.Active));
        await client.DisposeAsync();
    }

    [Fact]
    public async Task Switched_off_it_ends_at_once_also_when_this_node_missed_the_word()
    {
        var (group, client) = await chat.RoomAsync();
        await SetAsync(new(9, File.Value), null);
        var activation = Interlocked.Increment(ref _activation);
        await chat.Service.ExecuteAsync($"update community_models set activation = {activation}, active_number = null, active_file = null");
        await SeenAsync(activation);
        Assert.Equal("ok", (await client.PostAsync(Lantern(503))).Code);
        var told = await ToldAsync(group, _ => true);
        Assert.Equal((MessageHandling.Delivered, null, null), (told.Handling, told.Active, told.Shadow));
        await client.DisposeAsync();
    }

    [Fact]
    public async Task An_older_word_changes_nothing_and_a_damaged_file_takes_no_part()
    {
        var (group, client) = await chat.RoomAsync();
        var older = Interlocked.Increment(ref _activation);
        await SetAsync(new(10, [1, 2, 3]), null);
        await chat.Service.PublishAsync(Activated(new(11, File.Value), null, older));
        await SetAsync(new(10, [1, 2, 3]), null);
        Assert.Equal("ok", (await client.PostAsync(Lantern(504))).Code);
        var told = await ToldAsync(group, _ => true);
        Assert.Equal((MessageHandling.Delivered, null), (told.Handling, told.Active));
        await client.DisposeAsync();
    }

    private static byte[] Train(string label)
    {
        var messages = Enumerable.Range(0, 200).Select(i => new AnsweredMessage(
            i % 2 == 0 ? Lantern(i) : Garden(i), Guid.Parse($"0199bbbb-0000-7000-8000-{i / 2 % 20:D12}"), [i % 2 == 0 ? new HashSet<string> { label } : []])).ToList();
        return CommunityTraining.Train(
            messages, new() { LeastAnswers = 100 }, Screener.CreateDefault(new() { UseModel = false }), new(2026, 1, 2), null, TestContext.Current.CancellationToken).File!;
    }

    private static string Lantern(int i) => Sentence(i, ["the lantern by the harbour is lit again", "ask at the lantern near the harbour", "follow the lantern down to the harbour"]);

    private static string Garden(int i) => Sentence(i, ["the garden behind the house is quiet again", "I walked past the bakery near the station", "we looked at the clouds over the hill"]);

    private static string Sentence(int i, string[] middles)
    {
        string[] starts = ["This morning", "Well", "After breakfast", "To be honest", "As I said"];
        string[] ends = ["and the tea was warm", "before the rain came", "so I took the long way", "and nobody minded", "under the old tree", "until the bus arrived"];
        return $"{starts[i % starts.Length]} {middles[i % middles.Length]} {ends[i / 2 % ends.Length]}.";
    }

    private static ModelsActivated Activated(TrainedModelFile? active, TrainedModelFile? shadow, long activation) =>
        new(Guid.CreateVersion7(), DateTimeOffset.UtcNow, activation, active, shadow);

    private async Task SetAsync(TrainedModelFile? active, TrainedModelFile? shadow)
    {
        var activated = Activated(active, shadow, Interlocked.Increment(ref _activation));
        await chat.Service.PublishAsync(activated);
        await SeenAsync(activated.Activation);
    }

    private Task SeenAsync(long activation) => Eventually.TrueAsync(() => Task.FromResult(chat.Service.Models.Seen == activation), "the models were not looked at");

    private async Task<ScreenedMessage> ToldAsync(Guid group, Func<ScreenedMessage, bool> which) =>
        (await chat.Service.ToldAsync(group, which)).Single(which);
}
