using Microsoft.EntityFrameworkCore;
using PeerSupport.Moderation.Cases;
using PeerSupport.Moderation.Data;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Moderation.Live;

/// <summary>
/// Tells the consoles that a claim has lapsed. Nothing in the database changes at that moment, so no trigger speaks: the time alone makes the case free.
/// The claim's owner stays written there, because a decision that they were writing still counts while nobody else has taken the case.
/// </summary>
internal sealed class LapsedClaims(IServiceScopeFactory scopes, CaseTeller teller, TimeProvider clock, ILogger<LapsedClaims> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var toldUpTo = clock.GetUtcNow();
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                var now = clock.GetUtcNow();
                if (teller.HasListeners)
                    await TellAsync(toldUpTo, now, stoppingToken);
                toldUpTo = now;
            }
            catch (Exception exception) when (exception.IsDatabaseAway())
            {
                logger.LogWarning("Lapsed claims are told when the database answers again: {Fault}", exception.GetType().Name);
            }
        }
    }

    private async Task TellAsync(DateTimeOffset after, DateTimeOffset until, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var lapsed = await scope.ServiceProvider.GetRequiredService<ModerationDb>().Cases
            .Where(item => item.State == CaseState.Open && item.ClaimedUntil > after && item.ClaimedUntil <= until)
            .OrderBy(item => item.ClaimedUntil).Select(item => item.Id).Take(200).ToListAsync(cancellationToken);
        foreach (var id in lapsed)
            await teller.TellAsync(id, cancellationToken);
    }
}
