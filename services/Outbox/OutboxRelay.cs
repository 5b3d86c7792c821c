using System.Diagnostics;
using System.Text.Json;
using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Outbox;

/// <summary>
/// Publishes pending events in order and deletes each batch after the broker's confirms. One relay at a time works on a database, held by an
/// advisory lock, so several nodes keep the order. It always takes the lowest ids that are there, never "higher than the last one seen":
/// sequences commit out of order, and such a relay would skip the late ones for good. SQL by hand: it looks many times a second.
/// </summary>
internal sealed class OutboxRelay(NpgsqlDataSource database, OutboxSignal signal, IBusControl bus, TimeProvider clock, ILogger<OutboxRelay> logger) : BackgroundService
{
    private const int BatchSize = 100;
    private const long RelayLock = 0x6F7574626F78; // "outbox"

    // Two statements, because the second must see what the holder of the lock before us deleted.
    private const string Lock = "select pg_try_advisory_xact_lock($1)";
    private const string Pending = "select id, message_id, type, payload, trace_parent from outbox_messages where parked_at is null order by id limit $1";
    private const string Delete = "delete from outbox_messages where id = any($1)";
    private const string Park = "update outbox_messages set parked_at = $2 where id = any($1)";

    private static readonly ActivitySource Source = new("PeerSupport.Outbox");
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(2);
    // A look costs a transaction and some round trips, whatever it finds. The first event after a pause goes out at once; in a stream of them
    // each look takes what gathers in this time, and nobody notices so much of a delay on the way to another service.
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(50);

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

    /// <returns>True while there may be more.</returns>
    internal async Task<bool> PublishBatchAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var pending = await TakeAsync(connection, cancellationToken);
        if (pending.Count == 0)
            return false;

        List<long> published = [], unreadable = [];
        foreach (var (id, row) in pending)
        {
            if (Read(row) is { } integrationEvent)
            {
                await PublishAsync(row, integrationEvent, cancellationToken);
                published.Add(id);
            }
            else
            {
                unreadable.Add(id);
                logger.LogError("Event {MessageId} of type {Type} cannot be read and is set aside", row.MessageId, row.Type);
            }
        }

        await ExecuteAsync(connection, Delete, cancellationToken, Of(published.ToArray()));
        if (unreadable.Count > 0)
            await ExecuteAsync(connection, Park, cancellationToken, Of(unreadable.ToArray()), Of(clock.GetUtcNow()));
        await transaction.CommitAsync(cancellationToken);
        return pending.Count == BatchSize;
    }

    /// <summary>The next ones; none when another relay is at work.</summary>
    private static async Task<List<(long Id, OutboxRow Row)>> TakeAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new(Lock) { Parameters = { Of(RelayLock) } });
        batch.BatchCommands.Add(new(Pending) { Parameters = { Of(BatchSize) } });
        await batch.PrepareAsync(cancellationToken);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var pending = new List<(long, OutboxRow)>();
        if (!await reader.ReadAsync(cancellationToken) || !reader.GetBoolean(0))
            return pending;
        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            pending.Add((reader.GetInt64(0), new(reader.GetGuid(1), reader.GetString(2), reader.GetString(3), reader.IsDBNull(4) ? null : reader.GetString(4), default)));
        return pending;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params NpgsqlParameter[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(parameters);
        await command.PrepareAsync(cancellationToken);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task PublishAsync(OutboxRow row, object integrationEvent, CancellationToken cancellationToken)
    {
        // The consumer's trace hangs on the request that made the event true, not on this loop.
        using var activity = row.TraceParent is null ? null : Source.StartActivity("outbox publish", ActivityKind.Producer, row.TraceParent);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(10));
        await bus.Publish(integrationEvent, integrationEvent.GetType(), context => context.MessageId = row.MessageId, limit.Token);
    }

    private static object? Read(OutboxRow row)
    {
        try
        {
            return OutboxRow.Types.TryGetValue(row.Type, out var type) ? JsonSerializer.Deserialize(row.Payload, type, Json.Options) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static NpgsqlParameter<T> Of<T>(T value) => new() { TypedValue = value };
}
