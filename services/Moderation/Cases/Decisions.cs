using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerSupport.Contracts;
using PeerSupport.Moderation.Data;
using PeerSupport.Moderation.Guidelines;
using PeerSupport.Moderation.Learning;
using PeerSupport.Moderation.Ledger;
using PeerSupport.Moderation.Projections;
using PeerSupport.Outbox;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Moderation.Cases;

/// <summary>Deciding a case: the decision, its row in the ledger and every event about it are one transaction.</summary>
internal static class Decisions
{
    private const int ShortestReason = 10;

    public static async Task<Results<Ok<DecisionView>, ProblemHttpResult>> Decide(
        Guid id,
        DecisionRequest request,
        ModerationDb db,
        LedgerWriter ledger,
        GuidelineBook book,
        CurrentUser user,
        TimeProvider clock,
        CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.LockCaseAsync(id, cancellationToken) is not { } item)
            return CaseEndpoints.NoSuchCase();
        if (!item.IsOpen)
            return Claims.AlreadyClosed(item);
        // A claim that lapsed while its owner was writing still counts, as long as nobody else has taken the case.
        if (item.ClaimedById != user.Id)
            return Claims.NotYours(item);
        if (await Claims.IsInvolvedAsync(db, item, user.Id, cancellationToken))
            return Claims.Involved();
        if (request.Revision is { } read && read != item.Revision)
            return Problems.Conflict("changed", "The message has changed since you read it. Please read it again.", new { item.Revision });
        if (Refuse(item, request, book) is { } refusal)
            return refusal;
        var (answer, unfit) = request.Screening is null ? default : ScreeningAnswer.Of(item, request.Screening);
        if (unfit is not null)
            return unfit;

        var decision = new Decision(
            item, user.Id, user.Pseudonym, request.Outcome!.Value, ReasonFor(item, request, book), Given.OrNull(request.Guideline), Given.OrNull(request.Note), clock.GetUtcNow());
        item.Decide(decision);
        db.Add(decision);
        if (answer is not null)
        {
            decision.Answer(answer);
            await db.AddExampleAsync(item, answer, user.Id, decision.At, cancellationToken);
            await db.CountJudgedAsync(item, answer, decision.At, cancellationToken);
        }

        await db.Entry(item).Collection(found => found.Reports).LoadAsync(cancellationToken);
        var group = await db.Groups.AsNoTracking().SingleOrDefaultAsync(found => found.Id == item.GroupId, cancellationToken);
        DecisionEvents.Enqueue(db, item, decision, group, book);

        await ledger.AppendAsync(new LedgerFact(decision.At, user.Id, "decided", item.Id, Details(decision, answer)), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return TypedResults.Ok(CaseDetail.View(decision));
    }

    private static Dictionary<string, string> Details(Decision decision, ScreeningAnswer? answer)
    {
        var details = answer?.Details(decision.Revision) ?? new() { ["revision"] = decision.Revision.ToString(CultureInfo.InvariantCulture) };
        (details["decision"], details["outcome"], details["guideline"]) = (decision.Id.ToString(), decision.Outcome.ToString().ToLowerInvariant(), decision.Guideline ?? "");
        return details;
    }

    private static ProblemHttpResult? Refuse(Case item, DecisionRequest request, GuidelineBook book)
    {
        var reason = request.Reason?.Trim() ?? "";
        return request switch
        {
            { Outcome: DecisionOutcome.Remove } when item.Kind is not (CaseKind.Message or CaseKind.Sample) =>
                Problems.Unprocessable("nothing_to_remove", "This case is about a person. To take a message out, decide the case of that message."),
            { Outcome: DecisionOutcome.Remove } when reason.Length < ShortestReason =>
                Problems.Invalid("reason", "Tell the author why, in at least ten characters. They read exactly this."),
            _ when item.Kind is CaseKind.Question && reason.Length < ShortestReason =>
                Problems.Invalid("reason", "Write your answer to the member; they read exactly this."),
            { Guideline: { Length: > 0 } guideline } when book.Find(guideline) is null =>
                Problems.Invalid("guideline", "There is no such guideline."),
            _ => null,
        };
    }

    /// <summary>What the author reads. To somebody in distress silence is the worst answer, so care is said even when the moderator wrote nothing.</summary>
    private static string ReasonFor(Case item, DecisionRequest request, GuidelineBook book) =>
        request.Reason?.Trim() is { Length: > 0 } reason ? reason : CaseDetail.KeepStarterFor(item, book) ?? "";
}

/// <summary>Whom a decision is told to.</summary>
internal static class DecisionEvents
{
    public static void Enqueue(ModerationDb db, Case item, Decision decision, Group? group, GuidelineBook book)
    {
        var (name, slug) = (group?.Name ?? "your group", group?.Slug ?? "");
        // Whoever's message was chosen by lot and stays is not told that anybody looked: nothing happened.
        if (item.Kind is CaseKind.Sample && decision.Outcome is DecisionOutcome.Keep)
            return;
        if (item is { Kind: CaseKind.Message or CaseKind.Sample, MessageId: { } messageId })
        {
            var guideline = decision.Outcome is DecisionOutcome.Remove ? book.Find(decision.Guideline)?.Title : null;
            db.Enqueue(new MessageDecided(
                Guid.CreateVersion7(), decision.At, decision.Id, item.Id, item.GroupId, slug, name, messageId, item.Revision, item.AuthorId, item.IsHeld,
                decision.Outcome, decision.Reason, guideline));
            AnswerReporters(db, item, name, decision.Outcome, decision.At);
            return;
        }

        if (decision.Reason.Length > 0)
            Write(item.AuthorId, decision.Reason);
        // The one who worried hears that somebody looked, and nothing about the other person.
        foreach (var report in item.Reports)
        {
            report.Answer(decision.At);
            Write(report.ReporterId, book.ReferralAnswered);
        }

        void Write(Guid memberId, string text) => db.Enqueue(new TeamWrote(Guid.CreateVersion7(), decision.At, memberId, item.Id, slug, name, text));
    }

    public static void AnswerReporters(ModerationDb db, Case item, string groupName, DecisionOutcome outcome, DateTimeOffset now)
    {
        foreach (var report in item.Reports.Where(report => report.AnsweredAt is null))
        {
            report.Answer(now);
            db.Enqueue(new ReportDecided(Guid.CreateVersion7(), now, report.ReporterId, item.Id, groupName, outcome));
        }
    }
}
