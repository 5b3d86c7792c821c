namespace PeerSupport.Screening.Tests;

public sealed class PromiseTests
{
    [Fact]
    public void Many_threads_get_the_same_verdict()
    {
        const string text = "I want to die. Call me on 020 8366 1177, you idiot";
        var expected = Shared.RulesAlone.Screen(text);
        Parallel.For(0, 200, _ => Assert.Equal(expected.Matches, Shared.RulesAlone.Screen(text).Matches));
    }

    [Theory]
    [InlineData("i ")]
    [InlineData("want to ")]
    [InlineData("1 ")]
    [InlineData("1-")]
    [InlineData("a@")]
    [InlineData("a!")]
    [InlineData("k.")]
    [InlineData("е\u0301")]
    [InlineData("\"die ")]
    [InlineData("i want to die, ")]
    [InlineData("my friend took all the pills and ")]
    public void Twice_the_text_is_not_much_more_than_twice_the_work(string unit)
    {
        var once = Work(unit, 10_000);
        var twice = Work(unit, 20_000);
        Assert.InRange(twice, 0, once * 2.5 + 1_000);
    }

    /// <summary>Counted in phrases tried and cues looked up, which is what the time goes into, and is the same on every machine.</summary>
    private static double Work(string unit, int length)
    {
        var view = new Text.View();
        view.Read(string.Concat(Enumerable.Repeat(unit, length / unit.Length)));
        var reader = new Rules.Reader(Shared.RulesAlone.Rules);
        reader.Read(view);
        return reader.Steps;
    }

    [Fact]
    public void The_version_follows_the_content_of_the_rules() =>
        Assert.NotEqual(Shared.RulesAlone.RuleSetVersion, new Screener(Resources.StarterRules().Select(source => source + "\n# changed\n")).RuleSetVersion);

    [Fact]
    public void An_ordinary_message_has_no_finding()
    {
        var verdict = Shared.RulesAlone.Screen("Made soup for my neighbour and we talked about the garden for an hour.");
        Assert.Equal((Risk.None, 0, 0), (verdict.Risk, verdict.Labels.Count, verdict.Matches.Count));
    }
}
