using MassTransit;
using Microsoft.EntityFrameworkCore;
using PeerSupport.Contracts;
using PeerSupport.Moderation.Data;

namespace PeerSupport.Moderation.Rules;

/// <summary>How far chat is. A word that was overtaken by a later one, or by the end, changes nothing.</summary>
internal sealed class DryRunProgressedConsumer(ModerationDb db) : IConsumer<DryRunProgressed>
{
    public Task Consume(ConsumeContext<DryRunProgressed> context) => db.RuleDryRuns
        .Where(run => run.Id == context.Message.DryRunId && run.State == RuleDryRunState.Running && run.Read < context.Message.Read)
        .ExecuteUpdateAsync(
            run => run.SetProperty(one => one.Read, context.Message.Read).SetProperty(one => one.Total, context.Message.Total), context.CancellationToken);
}

internal sealed class DryRunFinishedConsumer(ModerationDb db) : IConsumer<DryRunFinished>
{
    public async Task Consume(ConsumeContext<DryRunFinished> context)
    {
        var (finished, cancellationToken) = (context.Message, context.CancellationToken);
        if (await db.LockRunningAsync(finished.DryRunId, cancellationToken) is not { } run)
            return;
        run.Finish(finished);
        var samples = run.Samples is null ? [] : run.Samples.Gained.Concat(run.Samples.Lost).Concat(run.Samples.Changed).Select(sample => sample.MessageId).ToArray();
        // What its author took back while the run went on must not come back with it.
        foreach (var messageId in await db.ErasedMessages.Where(erased => samples.Contains(erased.MessageId)).Select(erased => erased.MessageId).ToListAsync(cancellationToken))
            run.Forget(messageId);
        await db.SaveChangesAsync(cancellationToken);
    }
}

internal static class RuleRegistration
{
    public static void AddRuleConsumers(this IBusRegistrationConfigurator bus)
    {
        bus.AddConsumer<DryRunProgressedConsumer>();
        bus.AddConsumer<DryRunFinishedConsumer>();
    }

    public static void AddRules(this IServiceCollection services)
    {
        services.AddSingleton<Workbench>();
        services.AddScoped<RuleActivations>();
        services.AddScoped<VersionSteps>();
        services.AddScoped<DraftSaving>();
        services.AddScoped<DryRunAsking>();
        services.AddHostedService<RuleUpkeep>();
    }

    public static Task<RuleDryRun?> LockRunningAsync(this ModerationDb db, Guid id, CancellationToken cancellationToken) =>
        db.RuleDryRuns.FromSql($"select * from rule_dry_runs where id = {id} and state = 'Running' for update").AsTracking().SingleOrDefaultAsync(cancellationToken);

    /// <summary>Takes a message that its author took back out of the samples of dry runs.</summary>
    public static async Task ForgetSamplesAsync(this ModerationDb db, Guid messageId, CancellationToken cancellationToken)
    {
        var runs = await db.RuleDryRuns.FromSql($"select * from rule_dry_runs where samples is not null and samples::text like {'%' + messageId.ToString() + '%'} for update")
            .AsTracking().ToListAsync(cancellationToken);
        runs.ForEach(run => run.Forget(messageId));
    }
}
