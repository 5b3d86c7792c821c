namespace PeerSupport.Screening.Tests;

/// <summary>What the model may do to a verdict, whatever it has learnt.</summary>
public sealed class RaisingTests
{
    public static TheoryData<string> AllLabels => [.. Labels.All];

    [Theory, MemberData(nameof(AllLabels))]
    public void A_label_is_added_at_medium(string label)
    {
        var verdict = Models.Screener(("lantern", label)).Screen("a lantern by night");
        Assert.Equal([label], verdict.Labels);
        Assert.Equal(Risk.Medium, verdict.Risk);
        var match = Assert.Single(verdict.Matches);
        Assert.Equal(("model." + label, 2, "lantern".Length), (match.Rule, match.Start, match.Length));
    }

    [Theory, MemberData(nameof(AllLabels))]
    public void Urgency_raises_distress_to_high_and_nothing_else_and_nothing_further(string label)
    {
        var verdict = Models.Screener(("lantern", label), ("heron", "urgent"), ("heron", "critical")).Screen("a lantern and a heron");
        Assert.Contains(label, verdict.Labels);
        Assert.Equal(Labels.IsDistress(label) ? Risk.High : Risk.Medium, verdict.Risk);
    }

    [Fact]
    public void The_model_never_lowers()
    {
        const string text = "I'm gonna kill myself tonight, a lantern";
        var (rules, both) = (Shared.RulesAlone.Screen(text), Models.Screener(("lantern", Labels.Harassment), ("lantern", Labels.SelfHarm)).Screen(text));
        Assert.Equal(Risk.Critical, both.Risk);
        Assert.Empty(rules.Matches.Except(both.Matches));
        Assert.Contains(Labels.Harassment, both.Labels);
        Assert.DoesNotContain(both.Matches, match => match.Rule == "model.self_harm");
    }

    [Fact]
    public void What_rules_find_stays_with_the_model_that_comes_with_the_library() =>
        Assert.All(Example.All, example => Assert.Empty(Shared.RulesAlone.Screen(example.Text).Matches.Except(Shared.Screener.Screen(example.Text).Matches)));

    [Fact]
    public void The_place_is_given_in_the_original_text()
    {
        const string text = "😞 a lan\u200Btern, oh yes";
        var match = Assert.Single(Models.Screener(("lantern", Labels.SelfHarm)).Screen(text).Matches);
        Assert.Equal("lan\u200Btern", text.Substring(match.Start, match.Length));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?!…")]
    [InlineData("lantern")]
    [InlineData("a lantern, yes")]
    public void A_few_words_are_left_to_the_rules(string text) => Assert.Empty(Models.Screener(("lantern", Labels.SelfHarm), ("?", "urgent")).Screen(text).Labels);

    [Fact]
    public void Turned_off_it_takes_no_part()
    {
        Assert.Null(Shared.RulesAlone.ModelVersion);
        Assert.Null(Shared.RulesAlone.Screen("I want to die").ModelVersion);
        Assert.NotNull(Shared.Screener.Screen("hello").ModelVersion);
        Assert.All(Example.All, example => Assert.DoesNotContain(Shared.RulesAlone.Screen(example.Text).Matches, match => match.Rule.StartsWith("model.", StringComparison.Ordinal)));
    }

    [Fact]
    public void Many_threads_get_the_same_verdict()
    {
        var texts = Example.All.Take(300).Select(example => example.Text).ToList();
        var expected = texts.ConvertAll(text => Shared.Screener.Screen(text).Matches);
        Parallel.For(0, texts.Count * 4, i => Assert.Equal(expected[i % texts.Count], Shared.Screener.Screen(texts[i % texts.Count]).Matches));
    }
}
