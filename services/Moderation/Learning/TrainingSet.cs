using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using PeerSupport.Moderation.Data;
using PeerSupport.Screening.Training.Community;

namespace PeerSupport.Moderation.Learning;

/// <summary>What there is to learn from now.</summary>
/// <param name="Messages">One for each revision that somebody answered about.</param>
/// <param name="Basis">A digest of which answers these are.</param>
internal sealed record TrainingSet(AnsweredMessage[] Messages, string Basis)
{
    public static async Task<TrainingSet> ReadAsync(ModerationDb db, CancellationToken cancellationToken)
    {
        // What is erased has left the table already. It is asked again, so that no way into the table can be a way into a model.
        var examples = await db.TrainingExamples.AsNoTracking().Where(example => !db.ErasedMessages.Any(erased => erased.MessageId == example.MessageId))
            .OrderBy(example => example.Id).ToListAsync(cancellationToken);
        var basis = SHA256.HashData(examples.SelectMany(example => example.Id.ToByteArray()).ToArray());
        return new(
            [.. examples.GroupBy(example => (example.MessageId, example.Revision))
                .Select(rows => new AnsweredMessage(rows.First().Text, rows.First().AuthorId, [.. rows.Select(row => row.Labels.ToHashSet())]))],
            Convert.ToHexStringLower(basis));
    }
}

/// <summary>The settings of the section <c>Learning</c>.</summary>
internal sealed record LearningOptions
{
    public int LeastAnswers { get; init; } = 300;

    public int LeastOfEither { get; init; } = 30;

    public double Precision { get; init; } = 0.75;

    /// <summary>At which hour, in UTC, a model is trained each night.</summary>
    public int Hour { get; init; } = 3;

    public CommunityOptions ForTraining => new() { LeastAnswers = LeastAnswers, LeastOfEither = LeastOfEither, Precision = Precision };
}
