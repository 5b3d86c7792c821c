using MassTransit;
using Microsoft.EntityFrameworkCore;
using PeerSupport.Contracts;
using PeerSupport.Moderation.Data;
using PeerSupport.Outbox;

namespace PeerSupport.Moderation.Cases;

/// <summary>
/// A report joins the case of its message or opens one. Its reporter hears twice: now, and when it is decided; at once when exactly these
/// words were decided before, for what was read and found fine stays fine until it is edited.
/// </summary>
internal sealed class MessageReportedConsumer(ModerationDb db) : IConsumer<MessageReported>
{
    public async Task Consume(ConsumeContext<MessageReported> context)
    {
        var (reported, cancellationToken) = (context.Message, context.CancellationToken);
        var (now, groupName) = (reported.OccurredAt, await db.GroupNameAsync(reported.GroupId, cancellationToken));
        var item = await db.LockCaseOfAsync(reported.MessageId, cancellationToken);
        if (item is null)
        {
            item = new Case(CaseKind.Message, reported.GroupId, reported.MessageId, reported.AuthorId, now);
            db.Cases.Add(item);
        }
        else
        {
            await db.Entry(item).Collection(found => found.Reports).LoadAsync(cancellationToken);
        }

        item.TakeReport(reported.Revision, reported.Text, now);
        var earlier = item.Reports.SingleOrDefault(report => report.ReporterId == reported.ReporterId);
        var isWaiting = earlier is { AnsweredAt: null };
        if (earlier is null)
            item.Reports.Add(new Report(item.Id, reported.ReporterId, reported.Revision, reported.Reason, reported.Note, now));
        else
            earlier.Renew(reported.Revision, reported.Reason, reported.Note, now);

        // Whoever says it again while they wait knows already that it has arrived.
        if (!isWaiting)
            db.Enqueue(new ReportReceived(Guid.CreateVersion7(), now, reported.ReporterId, item.Id, groupName, item.IsOpen ? item.DueAt : now));
        if (!item.IsOpen)
            DecisionEvents.AnswerReporters(db, item, groupName, await StandingAsync(item, cancellationToken), now);
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>What the reporter is told of a closed case: a message that its author took back is gone as well.</summary>
    private async Task<DecisionOutcome> StandingAsync(Case item, CancellationToken cancellationToken) => item.State switch
    {
        CaseState.Decided => await db.Decisions.Where(decision => decision.CaseId == item.Id).OrderByDescending(decision => decision.Revision)
            .Select(decision => decision.Outcome).FirstAsync(cancellationToken),
        _ => DecisionOutcome.Remove,
    };
}
