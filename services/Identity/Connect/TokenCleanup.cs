using OpenIddict.Abstractions;

namespace PeerSupport.Identity.Connect;

/// <summary>Forgets tokens and sign-ins that ended two weeks ago or more: every refresh leaves one behind.</summary>
internal sealed class TokenCleanup(IServiceScopeFactory scopes, TimeProvider clock, ILogger<TokenCleanup> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1), clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var limit = clock.GetUtcNow().AddDays(-14);
                await scope.ServiceProvider.GetRequiredService<IOpenIddictTokenManager>().PruneAsync(limit, stoppingToken);
                await scope.ServiceProvider.GetRequiredService<IOpenIddictAuthorizationManager>().PruneAsync(limit, stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                logger.LogWarning(exception, "Ended sign-ins could not be forgotten; it is tried again in an hour");
            }
        }
    }
}
