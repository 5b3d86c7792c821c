using Microsoft.AspNetCore.Http.HttpResults;
using PeerSupport.Moderation.Data;
using PeerSupport.Screening;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Moderation.Rules;

/// <summary>Trying rules without anybody being touched by it. A sentence that is tried is neither kept nor logged.</summary>
internal static class Trials
{
    public static async Task<Results<Ok<RuleCheck>, ProblemHttpResult>> Check(
        int number, ModerationDb db, Workbench workbench, CancellationToken cancellationToken) =>
        await db.FindVersionAsync(number, cancellationToken) is { } version
            ? TypedResults.Ok(CheckOf(version, await workbench.PrepareAsync(version, cancellationToken)))
            : RuleReading.NoSuchVersion();

    public static async Task<Results<Ok<Explanation>, ProblemHttpResult>> Try(
        int number, TrySentenceRequest request, ModerationDb db, Workbench workbench, CancellationToken cancellationToken)
    {
        if (await db.FindVersionAsync(number, cancellationToken) is not { } version)
            return RuleReading.NoSuchVersion();
        var prepared = await workbench.PrepareAsync(version, cancellationToken);
        return prepared.Screener is { } screener
            ? TypedResults.Ok(screener.Explain(request.Text!))
            : Problems.Unprocessable("rules_faulty", "The rules of this draft cannot be put together yet. Mend the faults that are listed, then try again.");
    }

    public static RuleCheck CheckOf(RuleVersion version, PreparedRules prepared) =>
        new(version.Digest, [.. prepared.Faults], [.. prepared.Failed], prepared.Milliseconds);
}
