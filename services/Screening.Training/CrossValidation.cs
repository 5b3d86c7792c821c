using PeerSupport.Screening.Model;

namespace PeerSupport.Screening.Training;

/// <summary>
/// Scores each author's messages by a model that has read only the other authors. To leave out random messages would flatter: an author repeats
/// themselves, and the model would have read half of what it is asked.
/// </summary>
internal static class CrossValidation
{
    public static float[][] Scores(IReadOnlyList<Example> examples, Vectors vectors)
    {
        var scores = examples.Select(_ => new float[Heads.Count]).ToArray();
        foreach (var author in examples.Select(example => example.Author).Distinct())
        {
            var others = Enumerable.Range(0, examples.Count).Where(i => examples[i].Author != author).ToList();
            for (var number = 0; number < Heads.Count; number++)
            {
                var head = Trainer.Train(others.ConvertAll(i => vectors.Slots[i]), others.ConvertAll(i => examples[i].Answers(Heads.Names[number])));
                for (var i = 0; i < examples.Count; i++)
                    if (examples[i].Author == author)
                        scores[i][number] = head.Score(vectors.Slots[i]);
            }
        }
        return scores;
    }
}
