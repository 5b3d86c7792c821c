using PeerSupport.Screening.Model;

namespace PeerSupport.Screening.Training;

/// <summary>Chooses from which score on each head counts, by how many harmless messages may be raised for it.</summary>
internal static class Thresholds
{
    /// <summary>What may be raised of plain harmless messages and of hard negatives: to anything, and to high.</summary>
    private static readonly (double Plain, double Hard) Anything = (0.04, 0.10), High = (0.025, 0.06);

    /// <summary>Of what a head finds, so much must be what it looks for.</summary>
    private const double Precision = 0.7;

    public static float[] Choose(IReadOnlyList<Example> examples, IReadOnlyList<float[]> scores)
    {
        var thresholds = Enumerable.Repeat(float.MaxValue, Heads.Count).ToArray();
        var floors = Heads.Names.Select((_, head) => head < Labels.All.Count ? Floor(examples, scores, head) : float.MinValue).ToArray();
        // Which label an urgent message gets depends on all thresholds, whether it is raised does not: so the urgent heads come first.
        Tighten([Heads.Urgent, Heads.Critical], High);
        Tighten([.. Enumerable.Range(0, Labels.All.Count)], Anything);
        return thresholds;

        // Every head of a group lets the same share of harmless messages through: the largest share with which the whole stays within its limits.
        void Tighten(int[] heads, (double Plain, double Hard) limit)
        {
            for (var share = limit.Hard; share > 0.0002; share *= 0.95)
            {
                foreach (var head in heads)
                    thresholds[head] = Math.Max(floors[head], AtShare(examples, scores, head, share));
                if (Raised(example => example.Plain) <= limit.Plain && Raised(example => example.HardNegative) <= limit.Hard)
                    return;
            }
        }

        double Raised(Func<Example, bool> among)
        {
            var rows = Enumerable.Range(0, examples.Count).Where(i => among(examples[i])).ToList();
            return rows.Count == 0 ? 0 : rows.Count(i => Reaches(scores[i])) / (double)rows.Count;
        }

        bool Reaches(float[] row) => row.Zip(thresholds, (score, threshold) => score >= threshold).Any(reached => reached);
    }

    private static float AtShare(IReadOnlyList<Example> examples, IReadOnlyList<float[]> scores, int head, double share)
    {
        var harmless = Enumerable.Range(0, examples.Count).Where(i => examples[i].Harmless).Select(i => scores[i][head]).OrderDescending().ToList();
        return harmless.Count == 0 ? 0 : MathF.BitIncrement(harmless[Math.Min(harmless.Count - 1, (int)(harmless.Count * share))]);
    }

    /// <summary>The lowest score from which on enough of what a head finds is what it looks for.</summary>
    private static float Floor(IReadOnlyList<Example> examples, IReadOnlyList<float[]> scores, int head)
    {
        var (hits, floor) = (0, float.MaxValue);
        foreach (var (rank, i) in Enumerable.Range(0, examples.Count).OrderByDescending(i => scores[i][head]).Index())
        {
            hits += examples[i].Answers(Heads.Names[head]) ? 1 : 0;
            if (hits >= (rank + 1) * Precision)
                floor = scores[i][head];
        }
        return floor;
    }
}
