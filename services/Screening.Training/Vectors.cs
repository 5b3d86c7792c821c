using PeerSupport.Screening.Model;
using PeerSupport.Screening.Rules;
using PeerSupport.Screening.Text;

namespace PeerSupport.Screening.Training;

/// <summary>Examples as features: for each the slots it has, in their order.</summary>
internal sealed class Vectors
{
    public Vectors(IReadOnlyList<Example> examples, RuleSet rules)
    {
        var (view, reader, features) = (new View(), new Reader(rules), new Features(rules));
        Slots = new int[examples.Count][];
        for (var i = 0; i < examples.Count; i++)
        {
            view.Read(examples[i].Text);
            reader.Read(view);
            features.Read(view, reader);
            Slots[i] = [.. features.Found];
            Array.Sort(Slots[i]);
        }
    }

    public int[][] Slots { get; }

    public static float Value(int[] slots) => Features.ValueOf(slots.Length);
}
