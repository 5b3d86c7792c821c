namespace PeerSupport.Screening.Tests;

public sealed class SurroundingTests
{
    [Theory]
    [InlineData("I want to die", "In the film she says I want to die")]
    [InlineData("I am suicidal", "I am not suicidal")]
    [InlineData("i failed again i'm gonna kill myself", "i failed again i'm gonna kill myself lol")]
    public void Surroundings_lower_a_finding(string plain, string surrounded) =>
        Assert.True(Shared.RulesAlone.Screen(surrounded).Risk < Shared.RulesAlone.Screen(plain).Risk);

    [Fact]
    public void Negation_does_not_lower_a_message_that_also_names_means_at_hand()
    {
        var verdict = Shared.RulesAlone.Screen("I am not suicidal. The pills are in my hand, I will take them all.");
        Assert.Equal(Risk.Critical, verdict.Risk);
        Assert.All(verdict.Matches, match => Assert.True(match.Risk >= Risk.High));
    }

    [Fact]
    public void Support_for_somebody_does_not_hide_the_danger_that_follows() =>
        Assert.Equal(Risk.Critical, Shared.RulesAlone.Screen("You are not stupid, we are here. I'm gonna kill myself tonight.").Risk);

    [Fact]
    public void A_verdict_says_why_it_was_lowered() =>
        Assert.Contains("past", Assert.Single(Shared.RulesAlone.Screen("Five years ago I was thinking about suicide").Matches).Explanation, StringComparison.Ordinal);
}
