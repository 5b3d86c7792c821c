using PeerSupport.Screening.Model;

namespace PeerSupport.Screening.Tests;

public sealed class LinearModelTests
{
    [Fact]
    public void Scores_are_the_sums_of_the_weights()
    {
        var random = new Random(5);
        var weights = Heads.Names.Select(_ => Enumerable.Range(0, Features.Slots).Select(_ => (float)random.Next(-127, 128)).ToArray()).ToArray();
        // So that one step of a weight is worth exactly one.
        Array.ForEach(weights, head => head[0] = 127);
        using var stream = new MemoryStream();
        ModelFile.Write(stream, new(2026, 1, 2), weights, [.. Heads.Names.Select((_, head) => (float)head)], new float[Heads.Count]);
        stream.Position = 0;
        var model = ModelFile.Read(stream);
        // More features than sixteen bits could add up at their largest.
        var features = FeatureTests.Read(string.Join(' ', Enumerable.Range(0, 400).Select(i => $"{(char)('a' + i % 26)}{(char)('a' + i / 26)}")));
        Assert.True(features.Count > 600);
        var scores = new float[LinearModel.Row];
        model.Score(features, scores);
        for (var head = 0; head < Heads.Count; head++)
            Assert.Equal(features.Found.ToArray().Sum(slot => weights[head][slot]) * features.Value + head, scores[head], 0.001);
    }

    [Fact]
    public void The_version_follows_the_content()
    {
        Assert.StartsWith("2026-01-02-", Models.Of().Version, StringComparison.Ordinal);
        Assert.NotEqual(Models.Of().Version, Models.Of(("lantern", Labels.SelfHarm)).Version);
    }

    [Fact]
    public void A_missing_model_is_refused_with_words_that_help() =>
        Assert.Contains("missing", Assert.Throws<InvalidDataException>(() => ModelFile.Read(null)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(200)]
    public void A_damaged_model_is_refused_wherever_the_damage_is(int place)
    {
        var file = Models.File(("lantern", Labels.SelfHarm));
        file[place] ^= 1;
        using var stream = new MemoryStream(file);
        Assert.Contains("damaged", Assert.Throws<InvalidDataException>(() => ModelFile.Read(stream)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_ends_too_early_is_refused()
    {
        using var stream = new MemoryStream(Models.File()[..60]);
        Assert.Throws<InvalidDataException>(() => ModelFile.Read(stream));
    }
}
