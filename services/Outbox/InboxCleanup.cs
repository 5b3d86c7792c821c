using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace PeerSupport.Outbox;

/// <summary>Forgets messages after a week: long after the broker would deliver one again.</summary>
internal sealed class InboxCleanup<TContext>(IServiceScopeFactory scopes, TimeProvider clock, ILogger<InboxCleanup<TContext>> logger) : BackgroundService
    where TContext : DbContext
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1), clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var limit = clock.GetUtcNow().AddDays(-7);
                await scope.ServiceProvider.GetRequiredService<TContext>().Set<InboxMessage>()
                    .Where(message => message.ReceivedAt < limit).ExecuteDeleteAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                logger.LogWarning(exception, "The inbox could not be emptied; it is tried again in an hour");
            }
        }
    }
}
