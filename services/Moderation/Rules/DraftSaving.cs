using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerSupport.Moderation.Data;
using PeerSupport.Moderation.Ledger;
using PeerSupport.Screening;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Moderation.Rules;

/// <summary>Saves a change of a draft's files, when the draft is still the one that the change was made in.</summary>
internal sealed class DraftSaving(ModerationDb db, Workbench workbench, LedgerWriter ledger, CurrentUser user, TimeProvider clock, IHttpContextAccessor accessor)
{
    /// <param name="number">The version.</param>
    /// <param name="change">Changes the files, or says by an exception why it cannot.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<Results<Ok<RuleSaved>, ProblemHttpResult>> SaveAsync(
        int number, Action<Dictionary<string, string>> change, CancellationToken cancellationToken)
    {
        if (await db.RuleVersions.SingleOrDefaultAsync(version => version.Number == number, cancellationToken) is not { } draft)
            return RuleReading.NoSuchVersion();
        if (Refuse(draft) is { } refused)
            return refused;
        var files = draft.Read().ToDictionary(StringComparer.Ordinal);
        try
        {
            change(files);
        }
        catch (UnknownPartException unknown)
        {
            return unknown.Problem;
        }
        catch (RuleFaultsException fault)
        {
            var first = fault.Faults[0];
            return Problems.Unprocessable("rule_lines", first.Line > 0 ? $"Line {first.Line}: {first.Message}" : first.Message);
        }

        if (files.Sum(file => (long)file.Key.Length + file.Value.Length) > RuleFiles.LongestSet)
            return Problems.Unprocessable("rules_too_long", "The rules are longer than a set may be. Take something out first.");
        draft.Save(files, user.Id, clock.GetUtcNow());
        if (!await KeepAsync(draft, cancellationToken))
            return Changed(null);
        accessor.HttpContext!.Response.Headers.ETag = draft.Etag();
        var prepared = await workbench.PrepareAsync(draft, cancellationToken);
        return TypedResults.Ok(new RuleSaved(draft.Etag(), Trials.CheckOf(draft, prepared)));
    }

    private ProblemHttpResult? Refuse(RuleVersion draft)
    {
        if (draft.State != RuleVersionState.Draft)
            return Problems.Conflict("rules_fixed", "This version is not a draft any more, so it is not changed. Begin a new draft from it.");
        var expected = accessor.HttpContext!.Request.Headers.IfMatch.ToString();
        return expected.Length == 0 ? Problems.Invalid("If-Match", "Send the ETag of the draft that you changed, so that nobody's work is written over.")
            : expected != draft.Etag() ? Changed(draft) : null;
    }

    private async Task<bool> KeepAsync(RuleVersion draft, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }

        await ledger.AppendAsync(RuleActivations.Fact(draft, user.Id, "rules_edited", clock.GetUtcNow()), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private static ProblemHttpResult Changed(RuleVersion? current) => Problems.Conflict(
        "rules_changed", "Somebody else has saved this draft since you read it. What you typed is still here: load the draft again and bring your change into it.", current?.Etag());
}
