using System.Diagnostics;
using System.Text.Json;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Outbox;

/// <summary>
/// Publishes pending events in order and deletes each batch after the broker's confirms. One relay at a time works on a database, held by an
/// advisory lock, so several nodes keep the order. It always takes the lowest ids that are there, never "higher than the last one seen":
/// sequences commit out of order, and such a relay would skip the late ones for good.
/// </summary>
internal sealed class OutboxRelay<TContext>(
    IServiceScopeFactory scopes, NpgsqlDataSource database, OutboxSignal signal, IBusControl bus, TimeProvider clock, ILogger<OutboxRelay<TContext>> logger)
    : BackgroundService
    where TContext : DbContext
{
    private const int BatchSize = 100;
    private const long RelayLock = 0x6F7574626F78; // "outbox"
    private static readonly ActivitySource Source = new("PeerSupport.Outbox");
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(2);
    // A look costs a transaction and several round trips, whatever it finds. The first event after a pause goes out at once; in a stream of them
    // each look takes what gathers in this time, and nobody notices so much of a delay on the way to another service.
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(20);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await signal.WaitAsync(Idle, clock, stoppingToken);
                while (bus.CheckHealth().Status == BusHealthStatus.Healthy && await PublishBatchAsync(stoppingToken))
                {
                }
                await Task.Delay(Gathering, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // The database or the broker is away. The events wait in their table; the text of messages must not reach a log, so only the type is told.
                logger.LogWarning("Events wait in the outbox: {Fault}", exception.GetType().Name);
            }
        }
    }

    // Most looks find nothing. This one costs neither a transaction nor the lock, nor the model and its queries in the seconds of a start.
    private async Task<bool> HasPendingAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select exists (select 1 from outbox_messages where parked_at is null)");
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <returns>True while there may be more.</returns>
    internal async Task<bool> PublishBatchAsync(CancellationToken cancellationToken)
    {
        if (!await HasPendingAsync(cancellationToken))
            return false;

        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TContext>();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (!await db.Database.SqlQuery<bool>($"select pg_try_advisory_xact_lock({RelayLock}) as \"Value\"").SingleAsync(cancellationToken))
            return false;

        var pending = await db.Set<OutboxMessage>().Where(message => message.ParkedAt == null).OrderBy(message => message.Id).Take(BatchSize).ToListAsync(cancellationToken);
        if (pending.Count == 0)
            return false;

        var published = new List<long>(pending.Count);
        foreach (var message in pending)
        {
            if (Read(message) is { } integrationEvent)
            {
                await PublishAsync(message, integrationEvent, cancellationToken);
                published.Add(message.Id);
            }
            else
            {
                message.Park(clock.GetUtcNow());
                logger.LogError("Event {MessageId} of type {Type} cannot be read and is set aside", message.MessageId, message.Type);
            }
        }

        await db.Set<OutboxMessage>().Where(message => published.Contains(message.Id)).ExecuteDeleteAsync(cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return pending.Count == BatchSize;
    }

    private async Task PublishAsync(OutboxMessage message, object integrationEvent, CancellationToken cancellationToken)
    {
        // The consumer's trace hangs on the request that made the event true, not on this loop.
        using var activity = message.TraceParent is null ? null : Source.StartActivity("outbox publish", ActivityKind.Producer, message.TraceParent);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(10));
        await bus.Publish(integrationEvent, integrationEvent.GetType(), context => context.MessageId = message.MessageId, limit.Token);
    }

    private static object? Read(OutboxMessage message)
    {
        try
        {
            return OutboxRow.Types.TryGetValue(message.Type, out var type) ? JsonSerializer.Deserialize(message.Payload, type, Json.Options) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
