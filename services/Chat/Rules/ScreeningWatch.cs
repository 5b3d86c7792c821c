using MassTransit;
using PeerSupport.Chat.Data;
using PeerSupport.Contracts;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Chat.Rules;

/// <summary>Wakes the watch of this node.</summary>
internal sealed class ScreeningSignal : WakeSignal;

/// <summary>
/// Looks at the stored rules and models when an event says so, and every few seconds, so that an event which this node missed costs a delay and no more.
/// </summary>
internal sealed class ScreeningWatch(ActiveScreener rules, ActiveModels models, ScreeningSignal signal, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Putting rules together takes a moment, in which the rest of the service goes on starting.
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            await rules.RefreshAsync(stoppingToken);
            await models.RefreshAsync(stoppingToken);
            await signal.WaitAsync(Every, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}

/// <summary>Stores the set for all nodes, those included that are not running now.</summary>
internal sealed class RuleSetActivatedConsumer(ChatDb db) : IConsumer<RuleSetActivated>
{
    public Task Consume(ConsumeContext<RuleSetActivated> context) => StoredRuleSet.StoreAsync(db, context.Message, context.CancellationToken);
}

/// <summary>Stores the models for all nodes, those included that are not running now.</summary>
internal sealed class ModelsActivatedConsumer(ChatDb db) : IConsumer<ModelsActivated>
{
    public Task Consume(ConsumeContext<ModelsActivated> context) => StoredModels.StoreAsync(db, context.Message, context.CancellationToken);
}

/// <summary>The same events at each node. It stores them too, because they may be here before the shared consumers have done so, and then wakes the watch.</summary>
internal sealed class ScreeningNodeConsumer(ChatDb db, ScreeningSignal signal) : IConsumer<RuleSetActivated>, IConsumer<ModelsActivated>
{
    public async Task Consume(ConsumeContext<RuleSetActivated> context)
    {
        await StoredRuleSet.StoreAsync(db, context.Message, context.CancellationToken);
        WakeAfterCommit();
    }

    public async Task Consume(ConsumeContext<ModelsActivated> context)
    {
        await StoredModels.StoreAsync(db, context.Message, context.CancellationToken);
        WakeAfterCommit();
    }

    private void WakeAfterCommit() => db.AfterCommit.Add(() =>
    {
        signal.Notify();
        return Task.CompletedTask;
    });
}
