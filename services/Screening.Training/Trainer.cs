using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using PeerSupport.Screening.Model;

namespace PeerSupport.Screening.Training;

/// <summary>One head's weights by slot, and its bias.</summary>
internal sealed record Head(float[] Weights, float Bias)
{
    public float Score(int[] slots) => slots.Sum(slot => Weights[slot]) * Vectors.Value(slots) + Bias;
}

/// <summary>Trains one logistic model. The same rows give the same weights: nothing is drawn by lot, and one thread adds up in one order.</summary>
internal static class Trainer
{
    /// <summary>In so many messages a feature must occur: what one or two messages have alone says little of others, and could be somebody's name.</summary>
    private const int Least = 3;

    // Chosen by cross-validation; anything from a third to three times as much gives nearly the same.
    private const float Decay = 0.05f;

    /// <param name="slots">The features of each message.</param>
    /// <param name="answers">What the head should say of each.</param>
    /// <param name="weights">How much each message counts beside the others; null when all count the same.</param>
    public static Head Train(IReadOnlyList<int[]> slots, IReadOnlyList<bool> answers, IReadOnlyList<float>? weights = null)
    {
        var counts = slots.SelectMany(row => row).CountBy(slot => slot).Where(slot => slot.Value >= Least).ToDictionary();
        var known = counts.Keys.Order().ToArray();
        var learnt = new float[Features.Slots];
        var yes = answers.Count(answer => answer);
        if (yes == 0 || yes == answers.Count || known.Length == 0)
            return new(learnt, yes == 0 ? -10 : 10);

        // Rare features are given more room to matter than those that are everywhere. Once trained it is part of the weight.
        var rarity = Array.ConvertAll(known, slot => MathF.Log(1 + slots.Count / (float)counts[slot]) / 4);
        var place = new int[Features.Slots];
        for (var i = 0; i < known.Length; i++)
            place[known[i]] = i + 1;
        var rows = slots.Zip(answers, (row, answer) => (row, answer)).Select((pair, i) => new Row
        {
            Label = pair.answer,
            // Both answers weigh the same in all, however rare one is.
            Weight = (weights?[i] ?? 1) * answers.Count / 2f / (pair.answer ? yes : answers.Count - yes),
            Features = Vector(pair.row, place, rarity),
        }).ToList();
        var context = new MLContext(seed: 1);
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, known.Length);
        var trainer = context.BinaryClassification.Trainers.LbfgsLogisticRegression(new LbfgsLogisticRegressionBinaryTrainer.Options
        {
            ExampleWeightColumnName = nameof(Row.Weight),
            L1Regularization = 0,
            L2Regularization = Decay,
            NumberOfThreads = 1,
            OptimizationTolerance = 1e-4f,
            MaximumNumberOfIterations = 200,
        });
        var fitted = (CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator>)trainer.Fit(context.Data.LoadFromEnumerable(rows, schema)).Model;
        foreach (var (i, weight) in fitted.SubModel.Weights.Select((weight, i) => (i, weight)))
            learnt[known[i]] = weight * rarity[i];
        return new(learnt, fitted.SubModel.Bias);
    }

    private static VBuffer<float> Vector(int[] row, int[] place, float[] rarity)
    {
        var indices = row.Where(slot => place[slot] > 0).Select(slot => place[slot] - 1).ToArray();
        var values = Array.ConvertAll(indices, i => rarity[i] * Vectors.Value(row));
        return new(rarity.Length, indices.Length, values, indices);
    }

    private sealed class Row
    {
        public bool Label { get; init; }

        public float Weight { get; init; }

        public VBuffer<float> Features { get; init; }
    }
}
