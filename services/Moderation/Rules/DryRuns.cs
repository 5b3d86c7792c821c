using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using PeerSupport.Contracts;
using PeerSupport.Moderation.Data;
using PeerSupport.Moderation.Ledger;
using PeerSupport.Outbox;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Moderation.Rules;

/// <summary>Trying a version on the messages that there are: chat does it, because it has them.</summary>
internal static class DryRuns
{
    private const int Listed = 10;
    private const int MostGroups = 1000;

    public static async Task<Results<Ok<List<RuleDryRunLine>>, ProblemHttpResult>> List(int number, ModerationDb db, CancellationToken cancellationToken)
    {
        if (!await db.RuleVersions.AnyAsync(version => version.Number == number, cancellationToken))
            return RuleReading.NoSuchVersion();
        return TypedResults.Ok(await db.Lines(db.RuleDryRuns.Where(run => run.Number == number).OrderByDescending(run => run.RequestedAt).Take(Listed))
            .ToListAsync(cancellationToken));
    }

    public static async Task<Ok<List<RuleDryRunGroup>>> Groups(ModerationDb db, CancellationToken cancellationToken) => TypedResults.Ok(await db.Groups
        .OrderBy(group => group.Name).ThenBy(group => group.Id).Take(MostGroups).Select(group => new RuleDryRunGroup(group.Id, group.Name)).ToListAsync(cancellationToken));

    public static async Task<Results<Ok<RuleDryRunPage>, ProblemHttpResult>> Read(Guid id, ModerationDb db, CancellationToken cancellationToken)
    {
        if (await db.RuleDryRuns.AsNoTracking().SingleOrDefaultAsync(run => run.Id == id, cancellationToken) is not { } run)
            return NoSuchRun();
        var line = await db.Lines(db.RuleDryRuns.Where(one => one.Id == id)).SingleAsync(cancellationToken);
        var report = run.Report is not { } found ? null
            : run.Samples is { } samples ? found with { Gained = samples.Gained, Lost = samples.Lost, Changed = samples.Changed } : found;
        return TypedResults.Ok(new RuleDryRunPage(line, report, run.Samples is not null));
    }

    public static async Task<Results<Accepted<RuleDryRunId>, ProblemHttpResult>> Start(
        int number, StartDryRunRequest request, ModerationDb db, Workbench workbench, DryRunAsking asking, CancellationToken cancellationToken)
    {
        if (await db.FindVersionAsync(number, cancellationToken) is not { } version)
            return RuleReading.NoSuchVersion();
        if (request.Since >= request.Until)
            return Problems.Invalid("since", "The first day lies before the last one.");
        if ((await workbench.PrepareAsync(version, cancellationToken)).Screener is null)
            return Problems.Unprocessable("rules_faulty", "The rules of this draft cannot be put together yet. Mend the faults that are listed, then try again.");
        return await asking.AskAsync(version, new(request.GroupId, request.Since?.ToUniversalTime(), request.Until?.ToUniversalTime(), request.Limit!.Value), cancellationToken) is { } id
            ? TypedResults.Accepted($"/api/moderation/rules/dry-runs/{id}", new RuleDryRunId(id))
            : Problems.Conflict("dry_run_going_on", "A dry run of this version is going on. Wait for it, or give it up first.");
    }

    public static async Task<Results<NoContent, ProblemHttpResult>> Cancel(
        Guid id, ModerationDb db, LedgerWriter ledger, CurrentUser user, TimeProvider clock, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.LockRunningAsync(id, cancellationToken) is not { } run)
            return await db.RuleDryRuns.AnyAsync(one => one.Id == id, cancellationToken)
                ? Problems.Conflict("dry_run_over", "This dry run is over already.")
                : NoSuchRun();
        var now = clock.GetUtcNow();
        run.Cancel(now);
        db.Enqueue(new DryRunCancelled(Guid.CreateVersion7(), now, id));
        await ledger.AppendAsync(new(now, user.Id, "dry_run_cancelled", null, new Dictionary<string, string> { ["dryRun"] = id.ToString() }), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return TypedResults.NoContent();
    }

    private static ProblemHttpResult NoSuchRun() => Problems.NotFound("dry_run_not_found", "There is no such dry run.");

    private static IQueryable<RuleDryRunLine> Lines(this ModerationDb db, IQueryable<RuleDryRun> runs) => runs.AsNoTracking().Select(run => new RuleDryRunLine(
        run.Id, run.Digest, run.State, run.RequestedAt,
        db.Groups.Where(group => group.Id == run.GroupId).Select(group => group.Name).FirstOrDefault(), run.Since, run.Until, run.Limit, run.Read, run.Total, run.Fault));
}

/// <summary>Asks chat for a dry run.</summary>
internal sealed class DryRunAsking(ModerationDb db, LedgerWriter ledger, CurrentUser user, TimeProvider clock)
{
    /// <returns>Null when one of this version is going on.</returns>
    public async Task<Guid?> AskAsync(RuleVersion version, RuleDryRunScope scope, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var run = new RuleDryRun(version, scope, user.Id, now);
        db.Add(run);
        db.Enqueue(new DryRunRequested(Guid.CreateVersion7(), now, run.Id, version.Digest, version.Files, scope.GroupId, scope.Since, scope.Until, scope.Limit));
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException exception) when (exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            db.ChangeTracker.Clear();
            return null;
        }

        await ledger.AppendAsync(RuleActivations.Fact(version, user.Id, "dry_run_asked", now), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return run.Id;
    }
}
