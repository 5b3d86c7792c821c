using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using PeerSupport.Chat.Data;
using PeerSupport.Screening;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Chat.Rules;

/// <summary>
/// The screener in force at this node. Rules are put together beside the work and swapped as a whole, so a message is read by the old set or by the new
/// one and waits for neither; only the first messages after a start may wait for the first set.
/// </summary>
internal sealed class ActiveScreener(ActiveModels models, IServiceScopeFactory scopes, IConfiguration configuration, ILogger<ActiveScreener> logger)
{
    private static readonly Meter Meter = new("PeerSupport.Chat");
    private static readonly Counter<long> Refused = Meter.CreateCounter<long>("peersupport.chat.rule_sets_refused", description: "Rule sets that could not be put together; the set before stayed in force.");
    private readonly TaskCompletionSource<Screener> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Screener? _current;
    private long _seen;

    /// <summary>The activation that was looked at last, taken or refused; 0 while the starter rules are in force.</summary>
    public long Seen => Interlocked.Read(ref _seen);

    public Screener Current => _current ?? _first.Task.GetAwaiter().GetResult();

    public ScreenerOptions Options { get; } = new() { UseModel = configuration.GetValue("Screening:UseModel", true) };

    public Verdict Screen(string text, ScreeningContext context) => Current.Screen(text, context with { Models = models.Current });

    /// <summary>Puts the stored set together when it is a newer one than the last; without one the starter rules.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await NewerAsync(cancellationToken) is { } stored)
                Take(stored);
        }
        catch (Exception exception) when (exception.IsDatabaseAway())
        {
            logger.LogWarning("The rule set in force is read when the database answers again: {Fault}", exception.GetType().Name);
        }

        if (_current is null)
            Begin();
    }

    private void Begin()
    {
        try
        {
            Use(Screener.CreateDefault(Options));
        }
        catch (Exception fault)
        {
            // A library without its rules or its model is a broken installation. Whoever waits for the first set hears of it, and the service stops.
            _first.TrySetException(fault);
            throw;
        }
    }

    private async Task<StoredRuleSet?> NewerAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var seen = Seen;
        return await scope.ServiceProvider.GetRequiredService<ChatDb>().RuleSets.AsNoTracking().SingleOrDefaultAsync(set => set.Activation > seen, cancellationToken);
    }

    private void Take(StoredRuleSet stored)
    {
        try
        {
            if (_current?.RuleSetVersion != stored.Digest)
                Use(Screener.Create(RuleFiles.Unpack(stored.Files), Options));
            logger.LogInformation("Messages are screened by rule set {Number} ({Digest}) from now on", stored.Number, stored.Digest);
        }
        catch (Exception fault) when (fault is RuleFaultsException or InvalidDataException)
        {
            Refused.Add(1);
            logger.LogError("Rule set {Number} ({Digest}) cannot be put together; the one before stays in force: {Fault}", stored.Number, stored.Digest, fault.Message);
        }

        Interlocked.Exchange(ref _seen, stored.Activation);
    }

    private void Use(Screener screener)
    {
        _current = screener;
        _first.TrySetResult(screener);
    }
}
