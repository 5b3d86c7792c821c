using Microsoft.EntityFrameworkCore;
using PeerSupport.Moderation.Cases;
using PeerSupport.Moderation.Data;

namespace PeerSupport.Moderation.Learning;

/// <summary>Puts answers into the training set, and takes the words of a message out of it when their author takes them back.</summary>
internal static class Examples
{
    /// <summary>Keeps an answer to learn from, unless the words are gone. The caller holds the case, so nobody can take them back meanwhile.</summary>
    public static async Task AddExampleAsync(
        this ModerationDb db, Case item, ScreeningAnswer answer, Guid moderatorId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (item is { MessageId: { } messageId, Text.Length: > 0 } && !await db.IsErasedAsync(messageId, cancellationToken))
            db.Add(new TrainingExample(item, answer, moderatorId, now));
    }

    public static Task<bool> IsErasedAsync(this ModerationDb db, Guid messageId, CancellationToken cancellationToken) =>
        db.ErasedMessages.AnyAsync(erased => erased.MessageId == messageId, cancellationToken);

    /// <summary>Takes the words of a message out of the training set for good. A model learns anew from what is left, each night.</summary>
    public static async Task ForgetExamplesAsync(this ModerationDb db, Guid messageId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await db.Database.ExecuteSqlAsync($"insert into erased_messages (message_id, at) values ({messageId}, {now}) on conflict do nothing", cancellationToken);
        await db.TrainingExamples.Where(example => example.MessageId == messageId).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>
    /// Holds back whoever else speaks of this message, until the transaction ends: of a message that has no case yet there is no row to wait for,
    /// and its sample and its taking back travel in queues of their own.
    /// </summary>
    public static Task LockMessageAsync(this ModerationDb db, Guid messageId, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({messageId.ToString()}, 1))", cancellationToken);
}
