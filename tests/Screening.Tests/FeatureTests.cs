using PeerSupport.Screening.Model;
using PeerSupport.Screening.Rules;
using PeerSupport.Screening.Text;

namespace PeerSupport.Screening.Tests;

public sealed class FeatureTests
{
    [Fact]
    public void A_word_has_the_same_slot_on_every_machine_and_in_every_run() =>
        // Weights are stored by slot: were these numbers to change, every trained model would be noise.
        Assert.Equal((2_344_481_868u, 3_448_127_570u), (Words.Hash("lantern", 1), Words.Spread(Words.Pair(1, 2, 3))));

    [Theory]
    [MemberData(nameof(Disguises.OfAWishToDie), MemberType = typeof(Disguises))]
    public void A_disguise_changes_no_feature(string text) => Assert.Equal(Of("i want to die"), Of(text));

    [Fact]
    public void A_feature_counts_once_and_a_longer_message_counts_each_for_less()
    {
        Assert.Equal(Of("lantern, lantern, lantern").Distinct(), Of("lantern, lantern, lantern"));
        var (brief, lengthy) = (Read("a lantern"), Read("a lantern by the water with a heron beside it"));
        Assert.True(brief.Value > lengthy.Value);
    }

    [Fact]
    public void The_order_of_words_matters() => Assert.NotEqual(Of("heron before lantern"), Of("lantern before heron"));

    [Fact]
    public void A_text_without_words_has_no_feature() => Assert.Equal(0, Read("").Count);

    [Fact]
    public void What_was_read_before_leaves_no_trace()
    {
        var (view, reader, features) = (new View(), new Reader(Shared.RulesAlone.Rules), new Features(Shared.RulesAlone.Rules));
        foreach (var text in (string[])["I want to die tonight, the pills are here!", "a lantern"])
        {
            view.Read(text);
            reader.Read(view);
            features.Read(view, reader);
        }
        Assert.Equal(Of("a lantern"), features.Found.ToArray().Order());
    }

    internal static Features Read(string text)
    {
        var (view, reader, features) = (new View(), new Reader(Shared.RulesAlone.Rules), new Features(Shared.RulesAlone.Rules));
        view.Read(text);
        reader.Read(view);
        features.Read(view, reader);
        return features;
    }

    private static IEnumerable<int> Of(string text) => Read(text).Found.ToArray().Order();
}
