using MassTransit;
using PeerSupport.Chat.Data;
using PeerSupport.Contracts;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Chat.Rules;

/// <summary>Wakes the watch of this node.</summary>
internal sealed class RuleSetSignal : WakeSignal;

/// <summary>Looks at the stored rule set when an event says so, and every few seconds, so that an event which this node missed costs a delay and no more.</summary>
internal sealed class RuleSetWatch(ActiveScreener active, RuleSetSignal signal, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Putting rules together takes a moment, in which the rest of the service goes on starting.
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            await active.RefreshAsync(stoppingToken);
            await signal.WaitAsync(Every, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}

/// <summary>Stores the set for all nodes, those included that are not running now.</summary>
internal sealed class RuleSetActivatedConsumer(ChatDb db) : IConsumer<RuleSetActivated>
{
    public Task Consume(ConsumeContext<RuleSetActivated> context) => StoredRuleSet.StoreAsync(db, context.Message, context.CancellationToken);
}

/// <summary>The same event at each node. It stores the set too, because it may be here before the shared consumer has done so, and then wakes the watch.</summary>
internal sealed class RuleSetNodeConsumer(ChatDb db, RuleSetSignal signal) : IConsumer<RuleSetActivated>
{
    public async Task Consume(ConsumeContext<RuleSetActivated> context)
    {
        await StoredRuleSet.StoreAsync(db, context.Message, context.CancellationToken);
        db.AfterCommit.Add(() =>
        {
            signal.Notify();
            return Task.CompletedTask;
        });
    }
}
