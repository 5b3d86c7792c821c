namespace PeerSupport.Screening.Tests;

/// <summary>
/// The measures by which a rule set is released, over the labelled examples. The rules were also written from these examples, so the figures say
/// that nothing has been lost, not how unseen messages fare: docs/performance.md has those.
/// </summary>
public sealed class ExampleTests
{
    private static readonly List<(Example Example, Verdict Verdict)> Read = [.. Example.All.Select(example => (example, Shared.RulesAlone.Screen(example.Text)))];

    [Fact]
    public void There_are_examples_of_every_label_and_of_harmless_talk()
    {
        Assert.True(Read.Count >= 1_000);
        Assert.All(Labels.All, label => Assert.Contains(Read, row => row.Example.Labels.Contains(label)));
        Assert.True(Read.Count(row => row.Example.HardNegative) >= 200);
    }

    [Fact]
    public void Critical_messages_are_brought_before_somebody_at_once() =>
        Assert.True(Share(row => row.Example.Risk == Risk.Critical, row => row.Verdict.Risk >= Risk.High) >= 0.80);

    [Fact]
    public void Critical_messages_that_say_it_outright_are_found() =>
        Assert.True(Share(row => row.Example.Risk == Risk.Critical && !row.Example.Tags.Contains("implicit"), row => row.Verdict.Risk >= Risk.High) >= 0.90);

    [Fact]
    public void Critical_messages_are_mostly_read_as_critical() =>
        Assert.True(Share(row => row.Example.Risk == Risk.Critical, row => row.Verdict.Risk == Risk.Critical) >= 0.70);

    [Fact]
    public void High_risk_is_seen_within_hours() =>
        Assert.True(Share(row => row.Example.Risk == Risk.High, row => row.Verdict.Risk >= Risk.Medium) >= 0.80);

    [Fact]
    public void What_is_escalated_deserves_it() =>
        Assert.True(Share(row => row.Verdict.Risk >= Risk.High, row => row.Example.Risk >= Risk.High) >= 0.75);

    [Fact]
    public void Plain_talk_is_left_alone() =>
        Assert.True(Share(row => row.Example.Harmless && !row.Example.HardNegative, row => row.Verdict.Risk > Risk.None) <= 0.05);

    [Fact]
    public void Talk_that_only_sounds_dangerous_is_mostly_left_alone()
    {
        Assert.True(Share(row => row.Example.Harmless && row.Example.HardNegative, row => row.Verdict.Risk > Risk.None) <= 0.15);
        Assert.True(Share(row => row.Example.Harmless && row.Example.HardNegative, row => row.Verdict.Risk >= Risk.High) <= 0.05);
    }

    [Fact]
    public void Every_label_is_told_from_the_others()
    {
        var scores = Labels.All.ToDictionary(label => label, F1);
        Assert.True(scores.Values.Average() >= 0.75, string.Join(", ", scores.Select(score => $"{score.Key} {score.Value:0.00}")));
        Assert.All(scores, score => Assert.True(score.Value >= 0.60, $"{score.Key} {score.Value:0.00}"));
    }

    [Fact]
    public void Messages_that_differ_little_and_mean_something_else_are_told_apart()
    {
        var pairs = Read.SelectMany(row => row.Example.Tags.Where(tag => tag.StartsWith("pair-", StringComparison.Ordinal)).Select(tag => (tag, row)))
            .GroupBy(pair => pair.tag, pair => pair.row).Where(pair => pair.Any(row => row.Example.Harmless) && pair.Any(row => !row.Example.Harmless)).ToList();
        Assert.NotEmpty(pairs);
        var apart = pairs.Count(pair => pair.Where(row => row.Example.Harmless).Max(row => row.Verdict.Risk) < pair.Where(row => !row.Example.Harmless).Max(row => row.Verdict.Risk));
        Assert.True(apart >= pairs.Count * 0.60, $"{apart} of {pairs.Count} pairs");
    }

    private static double Share(Func<(Example Example, Verdict Verdict), bool> among, Func<(Example Example, Verdict Verdict), bool> counts)
    {
        var rows = Read.Where(among).ToList();
        return rows.Count(counts) / (double)rows.Count;
    }

    private static double F1(string label)
    {
        var hits = Read.Count(row => row.Example.Labels.Contains(label) && row.Verdict.Labels.Contains(label));
        var wrong = Read.Count(row => row.Example.Labels.Contains(label) != row.Verdict.Labels.Contains(label));
        return 2.0 * hits / Math.Max(1, 2 * hits + wrong);
    }
}
