using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerSupport.Moderation.Data;
using PeerSupport.Moderation.Ledger;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Moderation.Rules;

using Answer = Results<NoContent, ProblemHttpResult>;

/// <summary>How a draft comes into force, or does not. Two people agree on every change; going back needs one, because it is for when something went wrong.</summary>
internal static class Approvals
{
    public static async Task<Answer> Propose(
        int number, ProposeRequest request, ModerationDb db, Workbench workbench, VersionSteps steps, CancellationToken cancellationToken)
    {
        if (await db.FindVersionAsync(number, cancellationToken) is not { } seen)
            return RuleReading.NoSuchVersion();
        // Outside of the lock, because it takes a moment; that nobody changed it meanwhile is looked at below.
        var prepared = await workbench.PrepareAsync(seen, cancellationToken);
        return await steps.TakeAsync(
            number, "rules_proposed",
            version => version.State != RuleVersionState.Draft ? NotA("draft")
                : version.Digest != seen.Digest ? Problems.Conflict("rules_changed", "Somebody saved this draft in the meantime. Load it again.")
                : !prepared.IsSound ? Problems.Unprocessable("rules_unsound", "There are faults, or examples that come out otherwise than they say. Mend what the check lists.")
                : null,
            async (version, by, now) =>
            {
                if (!await db.IsTriedAsync(version.Digest, cancellationToken))
                    return Problems.Unprocessable("rules_untried", "Try exactly these rules on past messages first: a dry run that has come to its end.");
                version.Propose(by, request.Note!.Trim(), now);
                return null;
            },
            cancellationToken);
    }

    public static async Task<Answer> Approve(int number, ModerationDb db, RuleActivations activations, CurrentUser user, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await activations.LockAsync(cancellationToken);
        if (await db.RuleVersions.SingleOrDefaultAsync(one => one.Number == number, cancellationToken) is not { } version)
            return RuleReading.NoSuchVersion();
        if (version.State != RuleVersionState.Proposed)
            return NotA("proposal");
        if (version.Writers.Contains(user.Id))
            return Problems.Conflict("rules_own", "You have a part in these rules, so somebody else reads them before they count. If you are alone today, ask another moderator; what is in force stays so meanwhile.");
        await activations.ActivateAsync(version, user.Id, "rules_approved", cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return TypedResults.NoContent();
    }

    public static async Task<Answer> RollBack(int number, ModerationDb db, RuleActivations activations, CurrentUser user, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await activations.LockAsync(cancellationToken);
        if (await db.RuleVersions.SingleOrDefaultAsync(one => one.Number == number, cancellationToken) is not { } version)
            return RuleReading.NoSuchVersion();
        if (version.State == RuleVersionState.Active)
            return Problems.Conflict("rules_in_force", "This version is in force already.");
        if (version.State != RuleVersionState.Retired)
            return Problems.Conflict("rules_never_in_force", "One can go back only to what was in force before. A draft is proposed and approved.");
        await activations.ActivateAsync(version, user.Id, "rules_rolled_back", cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return TypedResults.NoContent();
    }

    public static Task<Answer> Decline(int number, DeclineRequest request, VersionSteps steps, CancellationToken cancellationToken) => steps.TakeAsync(
        number, "rules_declined", version => version.State == RuleVersionState.Proposed ? null : NotA("proposal"),
        (version, by, now) =>
        {
            version.Decline(by, request.Reason!.Trim(), now);
            return Task.FromResult<ProblemHttpResult?>(null);
        },
        cancellationToken);

    public static Task<Answer> Discard(int number, VersionSteps steps, CurrentUser user, CancellationToken cancellationToken) => steps.TakeAsync(
        number, "rules_discarded",
        version => version.State is not (RuleVersionState.Draft or RuleVersionState.Proposed) ? NotA("draft")
            : version.AuthorId != Guid.Empty && !version.Writers.Contains(user.Id) ? Problems.Conflict("rules_not_yours", "Somebody else is writing this. Ask them, or decline it when they propose it.")
            : null,
        (version, by, now) =>
        {
            version.Discard(by, now);
            return Task.FromResult<ProblemHttpResult?>(null);
        },
        cancellationToken);

    private static ProblemHttpResult NotA(string what) => Problems.Conflict($"rules_not_a_{what}", $"This version is not a {what} any more. Load the page again to see what became of it.");
}

/// <summary>Takes a version from one state to another: under the lock of all such steps, with its row in the ledger.</summary>
internal sealed class VersionSteps(ModerationDb db, RuleActivations activations, LedgerWriter ledger, CurrentUser user, TimeProvider clock)
{
    /// <param name="number">The version.</param>
    /// <param name="action">The ledger's word.</param>
    /// <param name="refuse">Why it cannot be; null when it can.</param>
    /// <param name="step">Does it, or says why it cannot be.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<Answer> TakeAsync(
        int number, string action, Func<RuleVersion, ProblemHttpResult?> refuse, Func<RuleVersion, Guid, DateTimeOffset, Task<ProblemHttpResult?>> step, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await activations.LockAsync(cancellationToken);
        if (await db.RuleVersions.SingleOrDefaultAsync(one => one.Number == number, cancellationToken) is not { } version)
            return RuleReading.NoSuchVersion();
        var now = clock.GetUtcNow();
        if ((refuse(version) ?? await step(version, user.Id, now)) is { } problem)
            return problem;
        await ledger.AppendAsync(RuleActivations.Fact(version, user.Id, action, now), cancellationToken);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return Problems.Conflict("rules_changed", "Somebody saved this draft in the meantime. Load it again.");
        }

        await transaction.CommitAsync(cancellationToken);
        return TypedResults.NoContent();
    }
}
