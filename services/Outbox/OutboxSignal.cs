using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Outbox;

/// <summary>Wakes the relay of this process right after a commit; without it the relay looks every few seconds.</summary>
public sealed class OutboxSignal : WakeSignal;

/// <summary>
/// Signals once an event is committed, whoever commits it: a save by itself, a transaction of an endpoint, or the inbox around a consumer. Earlier
/// would be too early: the relay would look, find nothing and sleep.
/// </summary>
internal sealed class OutboxInterceptor(OutboxSignal signal) : DbTransactionInterceptor, ISaveChangesInterceptor, IDatabaseExtension
{
    public void Apply(DbContextOptionsBuilder options) => options.AddInterceptors(this);

    public ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is { Database.CurrentTransaction: null } db)
            NotifyOf(db);
        return ValueTask.FromResult(result);
    }

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is { } db)
            NotifyOf(db);
        return Task.CompletedTask;
    }

    private void NotifyOf(DbContext db)
    {
        if (db.ChangeTracker.Entries<OutboxMessage>().Any())
            signal.Notify();
    }
}
