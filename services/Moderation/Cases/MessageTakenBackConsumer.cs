using MassTransit;
using PeerSupport.Contracts;
using PeerSupport.Moderation.Data;
using PeerSupport.Moderation.Learning;
using PeerSupport.Moderation.Rules;

namespace PeerSupport.Moderation.Cases;

/// <summary>The message is gone, so nobody has to read it any more, and nothing learns from it; those who reported it hear so.</summary>
internal sealed class MessageTakenBackConsumer(ModerationDb db) : IConsumer<MessageTakenBack>
{
    public async Task Consume(ConsumeContext<MessageTakenBack> context)
    {
        var (taken, cancellationToken) = (context.Message, context.CancellationToken);
        await db.LockMessageAsync(taken.MessageId, cancellationToken);
        var cases = (await db.LockCasesAboutAsync(taken.MessageId, cancellationToken)).Where(item => item.Kind is CaseKind.Message or CaseKind.Sample).ToList();
        if (!taken.NobodyWaits && cases.All(item => item.Kind is not CaseKind.Message))
        {
            // The verdict may still be on its way in another queue; the closed case waits for it here.
            cases.Add(new Case(CaseKind.Message, taken.GroupId, taken.MessageId, taken.AuthorId, taken.OccurredAt));
            db.Cases.Add(cases[^1]);
        }

        foreach (var item in cases)
        {
            item.TakeBack(taken.OccurredAt);
            await db.Entry(item).Collection(found => found.Reports).LoadAsync(cancellationToken);
            DecisionEvents.AnswerReporters(db, item, await db.GroupNameAsync(taken.GroupId, cancellationToken), DecisionOutcome.Remove, taken.OccurredAt);
        }

        await db.ForgetExamplesAsync(taken.MessageId, taken.OccurredAt, cancellationToken);
        await db.ForgetSamplesAsync(taken.MessageId, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }
}
