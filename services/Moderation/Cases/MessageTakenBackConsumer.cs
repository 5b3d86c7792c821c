using MassTransit;
using PeerSupport.Contracts;
using PeerSupport.Moderation.Data;

namespace PeerSupport.Moderation.Cases;

/// <summary>The message is gone, so nobody has to read it any more; those who reported it hear so.</summary>
internal sealed class MessageTakenBackConsumer(ModerationDb db) : IConsumer<MessageTakenBack>
{
    public async Task Consume(ConsumeContext<MessageTakenBack> context)
    {
        var (taken, cancellationToken) = (context.Message, context.CancellationToken);
        var item = await db.LockCaseOfAsync(taken.MessageId, cancellationToken);
        if (item is null)
        {
            // The verdict may still be on its way in another queue; the closed case waits for it here.
            item = new Case(CaseKind.Message, taken.GroupId, taken.MessageId, taken.AuthorId, taken.OccurredAt);
            db.Cases.Add(item);
        }

        item.TakeBack(taken.OccurredAt);
        await db.Entry(item).Collection(found => found.Reports).LoadAsync(cancellationToken);
        DecisionEvents.AnswerReporters(db, item, await db.GroupNameAsync(taken.GroupId, cancellationToken), DecisionOutcome.Remove, taken.OccurredAt);
        await db.SaveChangesAsync(cancellationToken);
    }
}
