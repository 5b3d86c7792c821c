using MassTransit;
using Microsoft.EntityFrameworkCore;
using PeerSupport.Chat.Data;
using PeerSupport.Contracts;
using PeerSupport.Outbox;

namespace PeerSupport.Chat.Rules;

internal sealed class DryRunRequestedConsumer(ChatDb db, DryRunSignal signal) : IConsumer<DryRunRequested>
{
    public async Task Consume(ConsumeContext<DryRunRequested> context)
    {
        // A word that it is not wanted may have overtaken this one.
        if (await db.DryRuns.AnyAsync(run => run.Id == context.Message.DryRunId, context.CancellationToken))
            return;
        db.Add(new DryRun(context.Message));
        await db.SaveChangesAsync(context.CancellationToken);
        db.AfterCommit.Add(() =>
        {
            signal.Notify();
            return Task.CompletedTask;
        });
    }
}

internal sealed class DryRunCancelledConsumer(ChatDb db) : IConsumer<DryRunCancelled>
{
    public Task Consume(ConsumeContext<DryRunCancelled> context) => db.Database.ExecuteSqlAsync(
        $"""
        insert into dry_runs (id, requested_at, state, digest, files, "limit") values ({context.Message.DryRunId}, {context.Message.OccurredAt}, 'Cancelled', '', '', 1)
        on conflict (id) do update set state = 'Cancelled', files = '' where dry_runs.state = 'Waiting'
        """,
        context.CancellationToken);
}

internal static class RuleRegistration
{
    public static void AddRuleConsumers(this IBusRegistrationConfigurator bus)
    {
        bus.AddConsumer<RuleSetActivatedConsumer>();
        bus.AddConsumer<ModelsActivatedConsumer>();
        bus.AddNodeConsumer<ScreeningNodeConsumer>("chat");
        bus.AddConsumer<DryRunRequestedConsumer>();
        bus.AddConsumer<DryRunCancelledConsumer>();
    }

    public static void AddRules(this IServiceCollection services)
    {
        services.AddSingleton<ActiveScreener>();
        services.AddSingleton<ActiveModels>();
        services.AddSingleton<ScreeningSignal>();
        services.AddHostedService<ScreeningWatch>();
        services.AddSingleton<DryRunSignal>();
        services.AddHostedService<DryRunWorker>();
    }
}
