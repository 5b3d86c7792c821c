using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerSupport.Moderation.Data;
using PeerSupport.Moderation.Ledger;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Moderation.Cases;

/// <summary>Who works on what. A claim is one statement of the database, so that two people who press the key in the same moment get two cases.</summary>
internal static class Claims
{
    public static async Task<Results<Ok<CaseReference>, NoContent>> Next(
        ModerationDb db, LedgerWriter ledger, CurrentUser user, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (now, me, name) = (clock.GetUtcNow(), user.Id, user.Pseudonym);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // Nobody is served what they wrote or reported themselves. A row that somebody else is just claiming is locked, and skipped rather than waited for.
        var claimed = await db.Database.SqlQuery<Guid>(
            $"""
            update cases set claimed_by_id = {me}, claimed_by_name = {name}, claimed_until = {now + Case.ClaimTime}
            where id = (
                select id from cases
                where state = 'Open' and (claimed_until is null or claimed_until <= {now}) and author_id <> {me}
                    and not exists (select 1 from reports where case_id = cases.id and reporter_id = {me})
                order by risk desc, queue_at, score desc, due_at, number
                limit 1
                for update skip locked)
            returning id as "Value"
            """).ToListAsync(cancellationToken);
        if (claimed is not [var id])
            return TypedResults.NoContent();

        await RecordAsync(db, ledger, new LedgerFact(now, me, "claimed", id), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return TypedResults.Ok(new CaseReference(id));
    }

    public static async Task<Results<NoContent, ProblemHttpResult>> Claim(
        Guid id, ModerationDb db, LedgerWriter ledger, CurrentUser user, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (now, me) = (clock.GetUtcNow(), user.Id);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.LockCaseAsync(id, cancellationToken) is not { } item)
            return CaseEndpoints.NoSuchCase();
        if (!item.IsOpen)
            return AlreadyClosed(item);
        if (await IsInvolvedAsync(db, item, me, cancellationToken))
            return Involved();
        var isRenewal = item.IsClaimedBy(me, now);
        if (!item.Claim(me, user.Pseudonym, now))
            return Problems.Conflict("claimed", $"{item.ClaimedByName} is on this case.", new { item.ClaimedByName, item.ClaimedUntil });

        // A console claims again while its owner writes; the ledger tells who took the case, not how often a key was pressed.
        if (isRenewal)
            await db.SaveChangesAsync(cancellationToken);
        else
            await RecordAsync(db, ledger, new LedgerFact(now, me, "claimed", id), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return TypedResults.NoContent();
    }

    public static async Task<Results<NoContent, ProblemHttpResult>> HandBack(
        Guid id, ModerationDb db, LedgerWriter ledger, CurrentUser user, TimeProvider clock, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.LockCaseAsync(id, cancellationToken) is not { } item)
            return CaseEndpoints.NoSuchCase();
        if (item.ClaimedById != user.Id)
            return NotYours(item);

        item.HandBack();
        await RecordAsync(db, ledger, new LedgerFact(clock.GetUtcNow(), user.Id, "handed_back", id), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>Nobody judges their own words, nor a case that they raised.</summary>
    internal static async Task<bool> IsInvolvedAsync(ModerationDb db, Case item, Guid moderatorId, CancellationToken cancellationToken) =>
        item.AuthorId == moderatorId || await db.Reports.AnyAsync(report => report.CaseId == item.Id && report.ReporterId == moderatorId, cancellationToken);

    internal static ProblemHttpResult Involved() => Problems.Unprocessable("involved", "You are part of this case yourself, so somebody else looks at it.");

    internal static ProblemHttpResult NotYours(Case item) => Problems.Conflict(
        "not_yours",
        item.ClaimedByName is { } name ? $"{name} is on this case. Nothing was changed." : "Take the case first, so that nobody else works on it meanwhile.");

    internal static ProblemHttpResult AlreadyClosed(Case item) => item.State switch
    {
        CaseState.TakenBack => Problems.Conflict("taken_back", "The author has taken the message back. There is nothing left to decide."),
        CaseState.Reworded => Problems.Conflict("reworded", "The author has changed the message, and the new words raised nothing."),
        _ => Problems.Conflict("already_decided", "This case has been decided."),
    };

    private static async Task RecordAsync(ModerationDb db, LedgerWriter ledger, LedgerFact fact, CancellationToken cancellationToken)
    {
        await ledger.AppendAsync(fact, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }
}
