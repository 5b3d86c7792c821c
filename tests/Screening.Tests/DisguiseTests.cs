namespace PeerSupport.Screening.Tests;

public sealed class DisguiseTests
{
    [Theory]
    [MemberData(nameof(Disguises.OfAWishToDie), MemberType = typeof(Disguises))]
    [InlineData("😞😞 i want to die")]
    public void A_disguised_wish_to_die_is_still_found(string text)
    {
        var verdict = Shared.RulesAlone.Screen(text);
        Assert.Equal([Labels.SelfHarm], verdict.Labels);
        Assert.Equal(Risk.High, verdict.Risk);
    }

    [Fact]
    public void A_masked_letter_stands_for_any_letter() =>
        Assert.Contains(Labels.SelfHarm, Shared.RulesAlone.Screen("thinking about s*icide again").Labels);

    [Theory]
    [InlineData("ok. 😞 I wa\u200Bnt to die now", "wa\u200Bnt to die")]
    [InlineData("\uFF2F\uFF2B! want to die", "want to die")]
    public void The_place_of_a_finding_is_given_in_the_original_text(string text, string words)
    {
        var match = Assert.Single(Shared.RulesAlone.Screen(text).Matches, found => found.Rule == "self-harm.intent");
        Assert.Equal(words, text.Substring(match.Start, match.Length));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\uD800 alone \uDC00")]
    [InlineData("\u0301\u0301")]
    [InlineData("日本語 текст")]
    public void Odd_text_is_read_without_a_finding_or_an_error(string text) => Assert.Equal(Risk.None, Shared.RulesAlone.Screen(text).Risk);
}
