using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace PeerSupport.Outbox;

/// <summary>
/// Records the message in the transaction of the consumer's own changes. Inside retry, so that each try begins anew. What a
/// consumer enqueues wakes the relay at the commit.
/// </summary>
internal sealed class InboxFilter<TMessage>(InboxDatabase database, TimeProvider clock, ILogger<InboxFilter<TMessage>> logger) : IFilter<ConsumeContext<TMessage>>
    where TMessage : class
{
    public void Probe(ProbeContext context) => context.CreateFilterScope("inbox");

    public async Task Send(ConsumeContext<TMessage> context, IPipe<ConsumeContext<TMessage>> next)
    {
        if (context.MessageId is not { } messageId)
        {
            await next.Send(context);
            return;
        }

        var db = database.Context;
        var consumer = context.ReceiveContext.InputAddress.AbsolutePath.Split('/')[^1];
        await using var transaction = await db.Database.BeginTransactionAsync(context.CancellationToken);
        // Another delivery that is under way is waited for: the statement returns when that one has committed (a duplicate) or rolled back (our turn).
        var isNew = await db.Database.ExecuteSqlAsync(
            $"insert into inbox_messages (message_id, consumer, received_at) values ({messageId}, {consumer}, {clock.GetUtcNow()}) on conflict do nothing",
            context.CancellationToken) == 1;
        if (!isNew)
        {
            logger.LogDebug("Message {MessageId} was dealt with before", messageId);
            return;
        }

        await next.Send(context);
        await transaction.CommitAsync(context.CancellationToken);
    }
}

/// <summary>The service's context under a name that an open generic filter can ask for.</summary>
internal sealed record InboxDatabase(DbContext Context);
