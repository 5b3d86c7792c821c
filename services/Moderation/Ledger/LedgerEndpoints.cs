using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerSupport.Moderation.Data;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Moderation.Ledger;

/// <summary>One row of the ledger.</summary>
/// <param name="Number">Its place in the chain, from 1.</param>
/// <param name="At">When, in UTC.</param>
/// <param name="ActorId">Who.</param>
/// <param name="Action">What.</param>
/// <param name="CaseId">With which case.</param>
/// <param name="Payload">The bytes that were hashed.</param>
/// <param name="Hash">SHA-256 in hexadecimal.</param>
public sealed record LedgerLine(long Number, DateTimeOffset At, Guid ActorId, string Action, Guid? CaseId, string Payload, string Hash);

/// <summary>Whether the chain holds.</summary>
/// <param name="Intact">True when every row follows from the one before it.</param>
/// <param name="Entries">How many rows were read.</param>
/// <param name="BrokenAt">The first row that does not follow; null when all do.</param>
/// <param name="Head">The hash of the last row; keep a copy elsewhere to notice a chain that was written anew.</param>
public sealed record LedgerVerification(bool Intact, long Entries, long? BrokenAt, string? Head);

internal static class LedgerEndpoints
{
    private const int PageSize = 50;

    public static void MapLedger(this IEndpointRouteBuilder app)
    {
        var ledger = app.MapGroup("/api/moderation/ledger").RequireAuthorization(Policies.Admin).WithTags("Ledger");
        ledger.MapGet("", Read).WithSummary("The ledger, the newest row first.");
        ledger.MapGet("verify", Verify).WithSummary("Reads the whole chain and tells whether it holds.");
    }

    private static async Task<Ok<Page<LedgerLine>>> Read(ModerationDb db, CancellationToken cancellationToken, long? before = null)
    {
        var lines = await db.Ledger.AsNoTracking().Where(entry => before == null || entry.Number < before)
            .OrderByDescending(entry => entry.Number).Take(PageSize + 1)
            .Select(entry => new LedgerLine(entry.Number, entry.At, entry.ActorId, entry.Action, entry.CaseId, entry.Payload, Convert.ToHexStringLower(entry.Hash)))
            .ToListAsync(cancellationToken);
        var page = lines.Take(PageSize).ToList();
        return TypedResults.Ok(new Page<LedgerLine>(page, lines.Count > PageSize ? page[^1].Number.ToString(CultureInfo.InvariantCulture) : null));
    }

    private static async Task<Ok<LedgerVerification>> Verify(ModerationDb db, CancellationToken cancellationToken)
    {
        LedgerEntry? previous = null;
        await foreach (var entry in db.Ledger.AsNoTracking().OrderBy(entry => entry.Number).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (!entry.Follows(previous))
                return TypedResults.Ok(new LedgerVerification(false, entry.Number, entry.Number, null));
            previous = entry;
        }

        return TypedResults.Ok(new LedgerVerification(true, previous?.Number ?? 0, null, previous is null ? null : Convert.ToHexStringLower(previous.Hash)));
    }
}
