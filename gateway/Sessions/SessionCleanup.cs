using Npgsql;

namespace PeerSupport.Gateway.Sessions;

/// <summary>Deletes what has ended, once an hour. Nothing depends on it: an expired row is never read.</summary>
internal sealed class SessionCleanup(SessionStore sessions, TimeProvider clock, ILogger<SessionCleanup> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hourly = new PeriodicTimer(TimeSpan.FromHours(1), clock);
        while (await hourly.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await sessions.DeleteExpiredAsync(stoppingToken);
            }
            catch (NpgsqlException exception)
            {
                logger.LogWarning(exception, "Expired sessions could not be deleted; the next round will try again");
            }
        }
    }
}
