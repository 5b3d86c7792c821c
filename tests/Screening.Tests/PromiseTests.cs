using System.Diagnostics;

namespace PeerSupport.Screening.Tests;

public sealed class PromiseTests
{
    [Fact]
    public void Many_threads_get_the_same_verdict()
    {
        const string text = "I want to die. Call me on 020 8366 1177, you idiot";
        var expected = Shared.Screener.Screen(text);
        Parallel.For(0, 200, _ => Assert.Equal(expected.Matches, Shared.Screener.Screen(text).Matches));
    }

    [Theory]
    [InlineData("i ")]
    [InlineData("want to ")]
    [InlineData("1 ")]
    [InlineData("a@")]
    [InlineData("е\u0301")]
    public void Ten_thousand_characters_of_anything_take_less_than_a_quarter_of_a_second(string unit)
    {
        var text = string.Concat(Enumerable.Repeat(unit, 10_000 / unit.Length));
        Shared.Screener.Screen(text);
        var started = Stopwatch.GetTimestamp();
        Shared.Screener.Screen(text);
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalMilliseconds, 0, 250);
    }

    [Fact]
    public void The_version_follows_the_content_of_the_rules() =>
        Assert.NotEqual(Shared.Screener.RuleSetVersion, new Screener(Resources.StarterRules().Select(source => source + "\n# changed\n")).RuleSetVersion);

    [Fact]
    public void An_ordinary_message_has_no_finding()
    {
        var verdict = Shared.Screener.Screen("Made soup for my neighbour and we talked about the garden for an hour.");
        Assert.Equal((Risk.None, 0, 0), (verdict.Risk, verdict.Labels.Count, verdict.Matches.Count));
    }
}
