namespace PeerSupport.Screening.Tests;

public sealed class PersonalDetailTests
{
    [Theory]
    [InlineData("write to fern.moss@example.org", "personal.email", Risk.Low)]
    [InlineData("fern at example dot org", "personal.email", Risk.Low)]
    [InlineData("my number: 020 8366 1177", "personal.phone", Risk.Medium)]
    [InlineData("ring me on 07700 900123", "personal.phone", Risk.Medium)]
    [InlineData("discord is @fern_moss", "personal.handle", Risk.Low)]
    [InlineData("I live at 14 Willow Lane", "personal.street", Risk.Medium)]
    [InlineData("my card 4111 1111 1111 1111", "personal.card", Risk.High)]
    [InlineData("my password is hunter22", "personal.password", Risk.High)]
    public void A_detail_is_found(string text, string rule, Risk risk)
    {
        var match = Assert.Single(Shared.RulesAlone.Screen(text).Matches, found => found.Rule == rule);
        Assert.Equal((Labels.PersonalInformation, risk), (match.Label, match.Risk));
    }

    [Theory]
    [InlineData("Samaritans are on 116 123, call them")]
    [InlineData("ruf an: 0800 1110111")]
    [InlineData("text Lifeline on 0477 13 11 14")]
    [InlineData("isbn 978-3-16-148410-0 is the one")]
    [InlineData("my score went from 18 to 11 on 2024-01-17")]
    public void Crisis_lines_and_other_numbers_are_not_details(string text) => Assert.Empty(Shared.RulesAlone.Screen(text).Labels);

    [Fact]
    public void An_explanation_never_repeats_the_detail() =>
        Assert.All(Shared.RulesAlone.Screen("fern@example.org").Matches, match => Assert.DoesNotContain("fern", match.Explanation, StringComparison.Ordinal));
}
