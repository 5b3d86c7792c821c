using MassTransit;
using PeerSupport.Contracts;
using PeerSupport.Moderation.Data;
using PeerSupport.Moderation.Guidelines;
using PeerSupport.Moderation.Learning;

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
        await db.CountSaidAsync(screened, context.CancellationToken);
    }

    private async Task TakeAsync(MessagesScreened screened, ScreenedMessage message, CancellationToken cancellationToken)
    {
        var needsEyes = message.Handling is not MessageHandling.Delivered;
        await TakeSampleAsync(screened, message, cancellationToken);
        if (!needsEyes && message.Revision == 0)
            return;

        var item = await db.LockCaseOfAsync(message.MessageId, cancellationToken)
            ?? db.Cases.Local.SingleOrDefault(found => found.MessageId == message.MessageId && found.Kind is CaseKind.Message);
        if (item is null)
        {
            if (!needsEyes)
                return;
            item = new Case(CaseKind.Message, message.GroupId, message.MessageId, message.AuthorId, screened.OccurredAt);
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

    /// <summary>Opens the case of a message chosen by lot, unless its author was quicker to take it back; an edit ends it.</summary>
    private async Task TakeSampleAsync(MessagesScreened screened, ScreenedMessage message, CancellationToken cancellationToken)
    {
        if (!message.Sampled && message.Revision == 0)
            return;
        if (message.Sampled)
            await db.LockMessageAsync(message.MessageId, cancellationToken);
        var sample = (await db.LockCasesAboutAsync(message.MessageId, cancellationToken)).Find(found => found.Kind is CaseKind.Sample);
        if (sample is not null && message.Revision > sample.Revision)
            sample.DropSample(screened.OccurredAt);
        if (sample is not null || !message.Sampled || await db.IsErasedAsync(message.MessageId, cancellationToken))
            return;
        sample = new Case(CaseKind.Sample, message.GroupId, message.MessageId, message.AuthorId, screened.OccurredAt);
        sample.TakeSample(message, screened.OccurredAt);
        db.Cases.Add(sample);
    }
}
