using Microsoft.EntityFrameworkCore;
using PeerSupport.Moderation.Data;

namespace PeerSupport.Moderation.Ledger;

/// <summary>Appends to the ledger within the transaction of what it records; there is no act without its row, and no row without its act.</summary>
internal sealed class LedgerWriter(ModerationDb db)
{
    private const long LedgerLock = 0x6C6564676572; // "ledger"

    /// <summary>Adds a row; the caller saves and commits. Call it last, because the chain has one end and the next writer waits for this transaction.</summary>
    /// <exception cref="InvalidOperationException">There is no transaction: the lock would end before the row is written, and the chain could fork.</exception>
    public async Task AppendAsync(LedgerFact fact, CancellationToken cancellationToken)
    {
        if (db.Database.CurrentTransaction is null)
            throw new InvalidOperationException("The ledger is written within a transaction.");
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({LedgerLock})", cancellationToken);
        var last = await db.Ledger.AsNoTracking().OrderByDescending(entry => entry.Number).FirstOrDefaultAsync(cancellationToken);
        db.Ledger.Add(new LedgerEntry(last, fact));
    }
}
