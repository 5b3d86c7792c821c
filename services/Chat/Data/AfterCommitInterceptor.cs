using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Chat.Data;

/// <summary>Runs what a context wants told after its transaction is committed, whoever commits it: a hub call or the inbox around a consumer.</summary>
internal sealed class AfterCommitInterceptor(ILogger<AfterCommitInterceptor> logger) : DbTransactionInterceptor, IDatabaseExtension
{
    public void Apply(DbContextOptionsBuilder options) => options.AddInterceptors(this);

    public override async Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is not ChatDb db)
            return;

        foreach (var tell in db.AfterCommit)
        {
            try
            {
                await tell();
            }
            catch (Exception exception)
            {
                // The change stands. A client that was not told sees the gap in the numbers and asks.
                logger.LogWarning("A committed change could not be told to open connections: {Fault}", exception.GetType().Name);
            }
        }

        db.AfterCommit.Clear();
    }
}
