using PeerSupport.Screening.Model;

namespace PeerSupport.Screening.Training.Community;

/// <summary>One message, and how often moderators said of each label that it is right.</summary>
/// <param name="Text">The words.</param>
/// <param name="Author">Whose; a model is tried on authors that it has not read.</param>
/// <param name="Answers">The labels of each moderator's answer, one set for each who answered.</param>
public sealed record AnsweredMessage(string Text, Guid Author, IReadOnlyList<IReadOnlySet<string>> Answers)
{
    /// <summary>How many more say yes than no: 2 when two say yes, 0 when two disagree, −1 when one says no.</summary>
    internal int Balance(string label) => Answers.Sum(answer => answer.Contains(label) ? 1 : -1);
}

/// <summary>When a label may have a model.</summary>
public sealed record CommunityOptions
{
    /// <summary>From how many answered messages on.</summary>
    public int LeastAnswers { get; init; } = 300;

    /// <summary>Of which so many must have the label, and so many must not: from fewer nothing can be held out and still be counted.</summary>
    public int LeastOfEither { get; init; } = 30;

    /// <summary>Of what a label's model finds among held-out messages, so much must be right; else the label stays off.</summary>
    public double Precision { get; init; } = 0.75;
}

/// <summary>What is known of one label, from messages of authors that the model had not read.</summary>
/// <param name="Label">The label.</param>
/// <param name="Yes">How many answered messages have it.</param>
/// <param name="No">How many do not.</param>
/// <param name="Trained">Whether there were enough of both.</param>
/// <param name="Threshold">From which score on it counts; null when no score is precise enough, and then the label stays off.</param>
/// <param name="Precision">Of what it finds, how much is right; null when it finds nothing.</param>
/// <param name="Recall">Of what there is, how much it finds; null when it was not trained.</param>
/// <param name="Found">How many of the held-out messages it would have raised.</param>
public sealed record LabelFigures(string Label, int Yes, int No, bool Trained, float? Threshold, double? Precision, double? Recall, int Found);

/// <summary>A trained model.</summary>
/// <param name="File">Its file; null when no label may be raised by it.</param>
/// <param name="Labels">The figures of all labels, in the order of the guide.</param>
public sealed record CommunityResult(byte[]? File, IReadOnlyList<LabelFigures> Labels);

/// <summary>
/// Learns from moderators' answers. One head for each label that has enough of them; every other head, and those of urgency too, get a threshold
/// that no score reaches, so that the model can raise to medium at most, whoever reads its file.
/// </summary>
public static class CommunityTraining
{
    private const int Folds = 5;
    private const int FewestHits = 5;

    /// <summary>Trains. The same messages and rules give the same model.</summary>
    /// <param name="messages">What was answered.</param>
    /// <param name="options">When a label may have a model.</param>
    /// <param name="rules">Whose cue classes are features.</param>
    /// <param name="trained">The day of training.</param>
    /// <param name="progress">Told from 0 to 1.</param>
    /// <param name="cancellationToken">Ends it between two heads.</param>
    public static CommunityResult Train(
        IReadOnlyList<AnsweredMessage> messages, CommunityOptions options, Screener rules, DateOnly trained, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var vectors = new Vectors(messages.Select(message => message.Text), rules.Rules);
        var folds = ByAuthor(messages);
        var (figures, weights, biases, thresholds) = (new List<LabelFigures>(), new float[Heads.Count][], new float[Heads.Count], new float[Heads.Count]);
        Array.Fill(thresholds, float.MaxValue);
        Array.Fill(biases, -10);
        for (var number = 0; number < Heads.Count; number++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            weights[number] = new float[Features.Slots];
            if (number < Labels.All.Count)
                figures.Add(Label(number));
            progress?.Report((number + 1.0) / Heads.Count);
        }

        if (figures.TrueForAll(label => label.Threshold is null))
            return new(null, figures);
        using var file = new MemoryStream();
        ModelFile.Write(file, trained, weights, biases, thresholds);
        return new(file.ToArray(), figures);

        LabelFigures Label(int number)
        {
            var name = Labels.All[number];
            var balance = messages.Select(message => message.Balance(name)).ToArray();
            var (yes, no) = (balance.Count(one => one > 0), balance.Count(one => one < 0));
            if (yes + no < options.LeastAnswers || Math.Min(yes, no) < options.LeastOfEither)
                return new(name, yes, no, false, null, null, null, 0);
            var known = Enumerable.Range(0, messages.Count).Where(i => balance[i] != 0).ToList();
            var scores = HeldOut(known, balance, vectors, folds, cancellationToken);
            var (threshold, hits, found) = Choose(known, balance, scores, options.Precision);
            if (threshold is { } reached)
            {
                var head = Fit(known, balance, vectors);
                (weights[number], biases[number], thresholds[number]) = (head.Weights, head.Bias, reached);
            }
            return new(name, yes, no, true, threshold, found == 0 ? null : (double)hits / found, (double)hits / yes, found);
        }
    }

    private static Dictionary<int, float> HeldOut(List<int> known, int[] balance, Vectors vectors, int[] folds, CancellationToken cancellationToken)
    {
        var scores = new Dictionary<int, float>(known.Count);
        for (var fold = 0; fold < Folds; fold++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var head = Fit(known.FindAll(i => folds[i] != fold), balance, vectors);
            foreach (var i in known.Where(i => folds[i] == fold))
                scores[i] = head.Score(vectors.Slots[i]);
        }
        return scores;
    }

    private static Head Fit(List<int> known, int[] balance, Vectors vectors) =>
        Trainer.Train(known.ConvertAll(i => vectors.Slots[i]), known.ConvertAll(i => balance[i] > 0), known.ConvertAll(i => (float)Math.Abs(balance[i])));

    /// <summary>The lowest score from which on enough of what is found is right. From one or two hits nobody can tell.</summary>
    private static (float? Threshold, int Hits, int Found) Choose(List<int> known, int[] balance, Dictionary<int, float> scores, double precision)
    {
        (float? Threshold, int Hits, int Found) best = (null, 0, 0);
        var (hits, found) = (0, 0);
        foreach (var same in known.GroupBy(i => scores[i]).OrderByDescending(group => group.Key))
        {
            hits += same.Count(i => balance[i] > 0);
            found += same.Count();
            if (hits >= FewestHits && hits >= found * precision)
                best = (same.Key, hits, found);
        }
        return best;
    }

    /// <summary>Deals authors out to folds, those with most messages first and each to the emptiest, so that all of an author's messages are held out together.</summary>
    private static int[] ByAuthor(IReadOnlyList<AnsweredMessage> messages)
    {
        var sizes = new int[Folds];
        var folds = new Dictionary<Guid, int>();
        foreach (var author in messages.GroupBy(message => message.Author).OrderByDescending(group => group.Count()).ThenBy(group => group.Key))
        {
            var fold = Array.IndexOf(sizes, sizes.Min());
            folds[author.Key] = fold;
            sizes[fold] += author.Count();
        }
        return [.. messages.Select(message => folds[message.Author])];
    }
}
