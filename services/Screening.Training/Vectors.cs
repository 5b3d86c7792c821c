using PeerSupport.Screening.Model;
using PeerSupport.Screening.Rules;
using PeerSupport.Screening.Text;

namespace PeerSupport.Screening.Training;

/// <summary>Texts as features: for each the slots it has, in their order.</summary>
internal sealed class Vectors
{
    public Vectors(IEnumerable<string> texts, RuleSet rules)
    {
        var (view, reader, features) = (new View(), new Reader(rules), new Features(rules));
        Slots = [.. texts.Select(text =>
        {
            view.Read(text);
            reader.Read(view);
            features.Read(view, reader);
            int[] slots = [.. features.Found];
            Array.Sort(slots);
            return slots;
        })];
    }

    public int[][] Slots { get; }

    public static float Value(int[] slots) => Features.ValueOf(slots.Length);
}
