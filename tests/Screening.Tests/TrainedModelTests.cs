namespace PeerSupport.Screening.Tests;

/// <summary>
/// The whole library over the messages that its model was trained on. So the figures say that the model in the library is the one that was trained
/// and that nothing is lost between training and reading, not how unseen messages fare: docs/model-card.md has those.
/// </summary>
public sealed class TrainedModelTests
{
    private static readonly List<(Training.Example Example, Verdict Verdict)> Read =
        [.. Training.Example.Read([Path.Combine(AppContext.BaseDirectory, "Corpus"), Path.Combine(AppContext.BaseDirectory, "Examples")])
            .Select(example => (example, Shared.Screener.Screen(example.Text)))];

    [Fact]
    public void It_finds_what_it_has_learnt()
    {
        Assert.True(Read.Count >= 3_000);
        Assert.InRange(Share(row => row.Risk == Risk.Critical, Risk.High), 0.80, 1);
        Assert.InRange(Share(row => row.Risk == Risk.High, Risk.Medium), 0.80, 1);
    }

    [Fact]
    public void It_leaves_the_harmless_messages_alone_that_it_has_learnt()
    {
        Assert.InRange(Share(row => row.Plain, Risk.Low), 0, 0.05);
        Assert.InRange(Share(row => row.HardNegative, Risk.Low), 0, 0.15);
        Assert.InRange(Share(row => row.HardNegative, Risk.High), 0, 0.08);
    }

    private static double Share(Func<Training.Example, bool> among, Risk least) =>
        Read.Where(row => among(row.Example)).Average(row => row.Verdict.Risk >= least ? 1.0 : 0);
}
