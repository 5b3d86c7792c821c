using Npgsql;
using PeerSupport.Chat.Hubs;

namespace PeerSupport.Chat.Nodes;

/// <summary>
/// Tells a room how far its log has come when it has not been told of the newest line: a broadcast of another node was lost, or one of this node
/// was left out because too many waited. While nothing is lost it says nothing.
/// </summary>
internal sealed class Beacon(NpgsqlDataSource database, Rooms rooms, Broadcaster broadcaster, IConfiguration configuration, TimeProvider clock, ILogger<Beacon> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(configuration.GetValue("Chat:BeaconSeconds", 5.0)), clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                logger.LogWarning("How far the logs have come could not be read: {Fault}", exception.GetType().Name);
            }
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var served = rooms.Served;
        if (served.Count == 0)
            return;
        await using var command = database.CreateCommand("select id, last_sequence from groups where id = any($1)");
        command.Parameters.Add(new() { Value = served.ToArray() });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            if (reader.GetInt64(1) is > 0 and var last && rooms.Lacks(reader.GetGuid(0), last))
                broadcaster.Head(reader.GetGuid(0), last);
    }
}
