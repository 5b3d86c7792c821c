using PeerSupport.Screening.Training;

namespace PeerSupport.Screening.Tests;

public sealed class TrainerTests
{
    private static readonly string[] People = ["my brother", "the postman", "a friend", "our teacher", "her aunt", "the baker", "an old man", "my cousin"];
    private static readonly string[] Places = ["by the river", "at the market", "in the library", "near the station", "on the hill", "at home", "in the park", "behind the school"];

    [Fact]
    public void A_pattern_that_no_rule_knows_is_learnt_and_found_in_messages_that_were_held_out()
    {
        var rows = Planted();
        Assert.All(rows, row => Assert.Empty(Shared.RulesAlone.Screen(row.Text).Labels));
        var (learnt, heldOut) = (rows.Where((_, i) => i / 4 % 2 == 0).ToList(), rows.Where((_, i) => i / 4 % 2 == 1).ToList());
        var head = Trainer.Train(Slots(learnt), learnt.ConvertAll(row => row.Answer));
        var right = heldOut.Zip(Slots(heldOut), (row, slots) => head.Score(slots) > 0 == row.Answer).Count(right => right);
        Assert.True(right >= heldOut.Count * 0.95, $"{right} of {heldOut.Count}");
    }

    [Fact]
    public void The_same_messages_give_the_same_weights()
    {
        var rows = Planted();
        var (one, other) = (Trainer.Train(Slots(rows), rows.ConvertAll(row => row.Answer)), Trainer.Train(Slots(rows), rows.ConvertAll(row => row.Answer)));
        Assert.Equal(one.Weights, other.Weights);
        Assert.Equal(one.Bias, other.Bias);
    }

    [Fact]
    public void What_one_message_has_alone_gets_no_weight()
    {
        var rows = Planted().Append(("my brother told Zebulonia about a heron", true)).ToList();
        var head = Trainer.Train(Slots(rows), rows.ConvertAll(row => row.Item2));
        Assert.Equal(0, head.Weights[FeatureTests.Read("zebulonia").Found[0]]);
    }

    [Fact]
    public void A_line_that_is_no_labelled_message_is_refused_with_its_place()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "fern-01.jsonl"), """{"text":"hello","labels":["self_harm"],"risk":"none","hard_negative":false}""");
            Assert.StartsWith("fern-01.jsonl, line 1:", Assert.Throws<FormatException>(() => Training.Example.Read([folder.FullName])).Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Who speaks of a heron after a lantern is meant; a heron before a lantern, or one of them alone, is not.</summary>
    private static List<(string Text, bool Answer)> Planted() =>
        [.. People.SelectMany(who => Places.SelectMany(where => new (string, bool)[]
        {
            ($"{who} saw a lantern then a heron {where}", true),
            ($"{who} saw a heron then a lantern {where}", false),
            ($"{who} saw a lantern {where}", false),
            ($"{who} saw a heron {where}", false),
        }))];

    private static List<int[]> Slots(IEnumerable<(string Text, bool Answer)> rows) => [.. rows.Select(row => FeatureTests.Read(row.Text).Found.ToArray())];
}
