using MassTransit;
using PeerSupport.Contracts;
using PeerSupport.Moderation.Data;
using PeerSupport.Moderation.Guidelines;

namespace PeerSupport.Moderation.Cases;

/// <summary>Opens or updates a case for each message of the batch that somebody has to look at.</summary>
internal sealed class MessagesScreenedConsumer(ModerationDb db, GuidelineBook book) : IConsumer<MessagesScreened>
{
    public async Task Consume(ConsumeContext<MessagesScreened> context)
    {
        var screened = context.Message;
        // In the order of ids, so that two batches cannot lock the same cases in opposite orders.
        foreach (var message in screened.Messages.OrderBy(message => message.MessageId).ThenBy(message => message.Revision))
            await TakeAsync(screened, message, context.CancellationToken);
        await db.SaveChangesAsync(context.CancellationToken);
    }

    private async Task TakeAsync(MessagesScreened screened, ScreenedMessage message, CancellationToken cancellationToken)
    {
        var needsEyes = message.Handling is not MessageHandling.Delivered;
        if (!needsEyes && message.Revision == 0)
            return;

        var item = await db.LockCaseOfAsync(message.MessageId, cancellationToken)
            ?? db.Cases.Local.SingleOrDefault(found => found.MessageId == message.MessageId);
        if (item is null)
        {
            if (!needsEyes)
                return;
            item = new Case(CaseKind.Message, screened.GroupId, message.MessageId, message.AuthorId, screened.OccurredAt);
            db.Cases.Add(item);
        }

        if (needsEyes)
        {
            item.TakeScreening(message, screened.OccurredAt);
            return;
        }

        await db.Entry(item).Collection(found => found.Reports).LoadAsync(cancellationToken);
        item.TakeQuietRevision(message.Revision, book.IsDistress(item.Labels), screened.OccurredAt);
    }
}
