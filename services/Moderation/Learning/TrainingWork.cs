using Microsoft.EntityFrameworkCore;
using Npgsql;
using PeerSupport.Moderation.Data;
using PeerSupport.Screening;
using PeerSupport.Screening.Training.Community;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Moderation.Learning;

/// <summary>Wakes the work at this node when somebody asks for a training.</summary>
internal sealed class TrainingSignal : WakeSignal;

/// <summary>
/// Trains: each night, and when somebody asks. A training is a row; whichever node holds the lock works on it, and when that node ends before
/// the training does, another one begins it again.
/// </summary>
internal sealed class TrainingWork(
    IServiceScopeFactory scopes, NpgsqlDataSource source, TrainingSignal signal, LearningOptions options, TimeProvider clock, ILogger<TrainingWork> logger) : BackgroundService
{
    private const long TrainingLock = 0x747261696E; // "train"
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var seen = clock.GetUtcNow();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var now = clock.GetUtcNow();
                await AskNightlyAsync(seen, now, stoppingToken);
                seen = now;
                await WorkAsync(stoppingToken);
            }
            catch (Exception exception) when (exception.IsDatabaseAway())
            {
                logger.LogWarning("Training waits until the database answers: {Fault}", exception.GetType().Name);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }

            await signal.WaitAsync(Every, clock, stoppingToken);
        }
    }

    /// <summary>Asks for the night's training when its hour has passed since the last look. One row for all nodes.</summary>
    private async Task AskNightlyAsync(DateTimeOffset seen, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var due = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddHours(options.Hour);
        if (seen >= due || now < due)
            return;
        await using var scope = scopes.CreateAsyncScope();
        var run = new TrainingRun(null, now);
        await scope.ServiceProvider.GetRequiredService<ModerationDb>().Database.ExecuteSqlAsync(
            $"""
            insert into training_runs (id, asked_at, progress)
            select {run.Id}, {run.AskedAt}, 0 where not exists (select 1 from training_runs where finished_at is null or asked_at >= {due})
            on conflict do nothing
            """,
            cancellationToken);
    }

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var take = new NpgsqlCommand("select pg_try_advisory_lock($1)", connection) { Parameters = { new() { Value = TrainingLock } } };
        if (!(bool)(await take.ExecuteScalarAsync(cancellationToken))!)
            return;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<ModerationDb>();
            if (await db.TrainingRuns.SingleOrDefaultAsync(run => run.FinishedAt == null, cancellationToken) is { } run)
                await TrainAsync(scope.ServiceProvider, db, run, cancellationToken);
        }
        finally
        {
            await using var free = new NpgsqlCommand("select pg_advisory_unlock($1)", connection) { Parameters = { new() { Value = TrainingLock } } };
            await free.ExecuteScalarAsync(CancellationToken.None);
        }
    }

    private async Task TrainAsync(IServiceProvider services, ModerationDb db, TrainingRun run, CancellationToken cancellationToken)
    {
        try
        {
            var set = await TrainingSet.ReadAsync(db, cancellationToken);
            var last = await db.TrainedModels.OrderByDescending(model => model.Number).Select(model => model.Basis).FirstOrDefaultAsync(cancellationToken);
            if (last == set.Basis && run.AskedById is null)
                run.Finish("unchanged", null, clock.GetUtcNow());
            else
                await KeepAsync(services, db, run, set, await LearnAsync(db, run.Id, set, cancellationToken), cancellationToken);
        }
        catch (Exception exception) when (!exception.IsDatabaseAway() && exception is not OperationCanceledException)
        {
            // An exception of the trainer may quote what it was reading, so only its type is told.
            logger.LogError("A training ended with {Fault}", exception.GetType().Name);
            db.ChangeTracker.Clear();
            db.Attach(run);
            run.Finish("broken", null, clock.GetUtcNow());
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Learns on a thread of its own, behind everything else that this node does, and writes down how far it is.</summary>
    private async Task<CommunityResult> LearnAsync(ModerationDb db, Guid run, TrainingSet set, CancellationToken cancellationToken)
    {
        var reached = new Reached();
        var day = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var work = Task.Factory.StartNew(
            () =>
            {
                Thread.CurrentThread.Priority = ThreadPriority.BelowNormal;
                return CommunityTraining.Train(set.Messages, options.ForTraining, Screener.CreateDefault(new() { UseModel = false }), day, reached, cancellationToken);
            },
            cancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        while (await Task.WhenAny(work, Task.Delay(TimeSpan.FromSeconds(1), cancellationToken)) != work)
            await db.TrainingRuns.Where(row => row.Id == run).ExecuteUpdateAsync(row => row.SetProperty(one => one.Progress, reached.Percent), cancellationToken);
        return await work;
    }

    /// <summary>A new model begins in the shadow, whatever the one before it may do; only a moderator gives it more.</summary>
    private async Task KeepAsync(
        IServiceProvider services, ModerationDb db, TrainingRun run, TrainingSet set, CommunityResult result, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (result.File is null)
        {
            run.Finish("too_few", null, now);
            return;
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var model = new TrainedModel(result.File, [.. result.Labels], set.Messages.Length, set.Basis, now);
        db.Add(model);
        await db.SaveChangesAsync(cancellationToken);
        run.Finish("trained", model.Number, now);
        await services.GetRequiredService<Activations>().SetAsync(model.Number, ModelMode.Shadow, run.AskedById ?? Guid.Empty, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private sealed class Reached : IProgress<double>
    {
        private volatile int _percent;

        public int Percent => _percent;

        public void Report(double value) => _percent = (int)(value * 99);
    }
}

internal static class LearningRegistration
{
    public static void AddLearning(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(builder.Configuration.GetSection("Learning").Get<LearningOptions>() ?? new());
        builder.Services.AddSingleton<TrainingSignal>();
        builder.Services.AddScoped<Activations>();
        builder.Services.AddHostedService<TrainingWork>();
    }
}
