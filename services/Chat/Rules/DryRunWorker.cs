using System.Diagnostics;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using PeerSupport.Chat.Data;
using PeerSupport.Chat.Messages;
using PeerSupport.Contracts;
using PeerSupport.Outbox;
using PeerSupport.Screening;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Chat.Rules;

/// <summary>Wakes the worker of this node.</summary>
internal sealed class DryRunSignal : WakeSignal;

/// <summary>
/// Works through dry runs, one at a time in the whole cluster: the lock belongs to a connection, so it is free again when a node dies. A run that was cut
/// off is begun again. It works half of the time and rests the other half, because people are posting meanwhile.
/// </summary>
internal sealed class DryRunWorker(IServiceScopeFactory scopes, NpgsqlDataSource database, ActiveScreener active, DryRunSignal signal, TimeProvider clock, ILogger<DryRunWorker> logger)
    : BackgroundService
{
    private const long WorkerLock = 0x64727972756E; // "dryrun"
    private const int PageSize = 100;
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await WorkAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // The messages that it reads must not reach a log, and an exception may quote them.
                logger.LogWarning("The dry run is tried again in a moment: {Fault}", exception.GetType().Name);
            }

            await signal.WaitAsync(Every, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        if (await NextAsync(cancellationToken) is null)
            return;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var take = new NpgsqlCommand($"select pg_try_advisory_lock({WorkerLock})", connection);
        if (!(bool)(await take.ExecuteScalarAsync(cancellationToken))!)
            return;
        try
        {
            while (await NextAsync(cancellationToken) is { } run)
                await RunAsync(run, cancellationToken);
        }
        finally
        {
            await using var release = new NpgsqlCommand($"select pg_advisory_unlock({WorkerLock})", connection);
            await release.ExecuteScalarAsync(CancellationToken.None);
        }
    }

    private async Task<DryRun?> NextAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ChatDb>().DryRuns.AsNoTracking().Where(run => run.State == DryRunState.Waiting)
            .OrderBy(run => run.RequestedAt).FirstOrDefaultAsync(cancellationToken);
    }

    private async Task RunAsync(DryRun run, CancellationToken cancellationToken)
    {
        Comparison comparison;
        try
        {
            comparison = new(active.Current, Screener.Create(RuleFiles.Unpack(run.Files), active.Options));
        }
        catch (Exception fault) when (fault is RuleFaultsException or InvalidDataException)
        {
            await FinishAsync(run, null, "The rules could not be put together. Check the draft and try again.", cancellationToken);
            return;
        }

        if (await ReadAsync(run, comparison, cancellationToken))
            await FinishAsync(run, comparison.Report(), null, cancellationToken);
    }

    /// <returns>False when nobody wants it any more.</returns>
    private async Task<bool> ReadAsync(DryRun run, Comparison comparison, CancellationToken cancellationToken)
    {
        var total = await CountAsync(run, cancellationToken);
        var (told, at, id) = (Stopwatch.GetTimestamp(), DateTimeOffset.MaxValue, Guid.Empty);
        while (comparison.Read < run.Limit)
        {
            var started = Stopwatch.GetTimestamp();
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<ChatDb>();
            if (!await db.DryRuns.AnyAsync(one => one.Id == run.Id && one.State == DryRunState.Waiting, cancellationToken))
                return false;
            var page = await NewestOf(db, run, message => message.PostedAt < at || (message.PostedAt == at && message.Id < id)).Take(Math.Min(PageSize, run.Limit - comparison.Read))
                .Select(message => new { message.Id, message.Body, message.ContentNote, message.PostedAt }).ToListAsync(cancellationToken);
            foreach (var message in page)
                comparison.Add(message.Id, MessageScreening.TextOf(message.Body, message.ContentNote), message.PostedAt);
            if (page.Count == 0)
                return true;
            (at, id) = (page[^1].PostedAt, page[^1].Id);
            if (Stopwatch.GetElapsedTime(told) >= TimeSpan.FromSeconds(1))
            {
                db.Enqueue(new DryRunProgressed(Guid.CreateVersion7(), clock.GetUtcNow(), run.Id, comparison.Read, total));
                await db.SaveChangesAsync(cancellationToken);
                told = Stopwatch.GetTimestamp();
            }

            await Task.Delay(Stopwatch.GetElapsedTime(started), cancellationToken);
        }

        return true;
    }

    private async Task<int> CountAsync(DryRun run, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await NewestOf(scope.ServiceProvider.GetRequiredService<ChatDb>(), run, message => true).Take(run.Limit).CountAsync(cancellationToken);
    }

    /// <summary>What has a text, posted before the run was asked for, so that beginning again reads the same; the newest first.</summary>
    private static IQueryable<Message> NewestOf(ChatDb db, DryRun run, Expression<Func<Message, bool>> where)
    {
        var until = run.Until < run.RequestedAt ? run.Until.Value : run.RequestedAt;
        return db.Messages.AsNoTracking().Where(message =>
            message.State != MessageState.Deleted && message.State != MessageState.TakenBack && message.PostedAt < until
            && (run.GroupId == null || message.GroupId == run.GroupId) && (run.Since == null || message.PostedAt >= run.Since))
            .Where(where).OrderByDescending(message => message.PostedAt).ThenByDescending(message => message.Id);
    }

    private async Task FinishAsync(DryRun run, DryRunReport? report, string? fault, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ChatDb>();
        if (await db.DryRuns.SingleOrDefaultAsync(one => one.Id == run.Id && one.State == DryRunState.Waiting, cancellationToken) is not { } found)
            return;
        found.End(DryRunState.Done);
        db.Enqueue(new DryRunFinished(Guid.CreateVersion7(), clock.GetUtcNow(), run.Id, report, fault));
        await db.SaveChangesAsync(cancellationToken);
    }
}
