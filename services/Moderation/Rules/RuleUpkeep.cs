using Microsoft.EntityFrameworkCore;
using PeerSupport.Moderation.Data;
using PeerSupport.Moderation.Ledger;
using PeerSupport.Screening;

namespace PeerSupport.Moderation.Rules;

/// <summary>
/// Puts the rules that come with the library in at the start, beside it and not before it, and takes the samples of old dry runs away from time to time.
/// </summary>
internal sealed class RuleUpkeep(IServiceScopeFactory scopes, TimeProvider clock, ILogger<RuleUpkeep> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(5);
    private bool _begun;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            var next = Every;
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                if (!_begun)
                    await ActivatorUtilities.CreateInstance<StarterRules>(scope.ServiceProvider).PutInAsync(stoppingToken);
                _begun = true;
                await ForgetAsync(scope.ServiceProvider.GetRequiredService<ModerationDb>(), stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                logger.LogWarning("The upkeep of the rules is tried again in a moment: {Fault}", exception.GetType().Name);
                next = Again;
            }

            await Task.Delay(next, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ForgetAsync(ModerationDb db, CancellationToken cancellationToken)
    {
        var before = clock.GetUtcNow() - RuleLimits.Samples;
        await db.RuleDryRuns.Where(run => run.FinishedAt < before && run.Samples != null)
            .ExecuteUpdateAsync(run => run.SetProperty(one => one.Samples, (RuleSamples?)null), cancellationToken);
    }
}

/// <summary>The rules that come with the library: in force when there are none, else a draft for moderators to look at.</summary>
internal sealed class StarterRules(ModerationDb db, RuleActivations activations, LedgerWriter ledger, TimeProvider clock)
{
    public async Task PutInAsync(CancellationToken cancellationToken)
    {
        var digest = RuleFiles.Digest(Screener.StarterRules);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // Other nodes start in the same moment, with the same rules.
        await activations.LockAsync(cancellationToken);
        if (await db.RuleVersions.AnyAsync(version => version.Digest == digest, cancellationToken))
            await activations.RepeatAsync(cancellationToken);
        else if (await db.RuleVersions.AnyAsync(cancellationToken))
            await AddDraftAsync(cancellationToken);
        else
            await BeginAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        var version = RuleVersion.OfLibrary("The rules that come with the platform.", clock.GetUtcNow());
        db.Add(version);
        await db.SaveChangesAsync(cancellationToken);
        await activations.ActivateAsync(version, Guid.Empty, "rules_began", cancellationToken);
    }

    private async Task AddDraftAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        // A draft of an update before, which nobody has touched, is of no use beside a newer one.
        foreach (var older in await db.RuleVersions.Where(version => version.State == RuleVersionState.Draft && version.AuthorId == Guid.Empty && version.Writers.Length == 0)
            .ToListAsync(cancellationToken))
            older.Discard(Guid.Empty, now);
        var version = RuleVersion.OfLibrary("The rules that came with an update.", now);
        db.Add(version);
        await db.SaveChangesAsync(cancellationToken);
        await activations.RepeatAsync(cancellationToken);
        await ledger.AppendAsync(RuleActivations.Fact(version, Guid.Empty, "rules_came", now), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }
}
