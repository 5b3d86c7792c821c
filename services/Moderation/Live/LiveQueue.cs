using System.Collections.Concurrent;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using PeerSupport.Moderation.Cases;
using PeerSupport.Moderation.Data;
using PeerSupport.Moderation.Guidelines;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Moderation.Live;

/// <summary>What the console of a moderator is told. Public, because SignalR implements it in an assembly of its own.</summary>
public interface IModerationClient
{
    /// <summary>A case came, changed, was claimed or decided.</summary>
    Task CaseChanged(CaseSummary summary);
}

/// <summary>Keeps the queue of every moderator up to date; it takes no calls and carries no text of a message.</summary>
[Authorize(Policies.Moderator)]
internal sealed class ModerationHub(LiveConnections connections) : Hub<IModerationClient>
{
    public override Task OnConnectedAsync()
    {
        connections.Add(Context.ConnectionId, Context.User!.MemberId()!.Value);
        return base.OnConnectedAsync();
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        connections.Remove(Context.ConnectionId);
        return base.OnDisconnectedAsync(exception);
    }
}

/// <summary>The moderators at this node; each is told in their own terms whether a case is theirs.</summary>
internal sealed class LiveConnections
{
    private readonly ConcurrentDictionary<string, Guid> _moderators = new();

    public IReadOnlyDictionary<string, Guid> All => _moderators;

    public void Add(string connectionId, Guid moderatorId) => _moderators[connectionId] = moderatorId;

    public void Remove(string connectionId) => _moderators.TryRemove(connectionId, out _);
}

/// <summary>
/// Listens to the database, where a trigger announces every case that a committed transaction has changed. So nothing is told before its commit,
/// nothing can forget to tell, and every node hears of what any node did. A notice that is lost while the connection is down costs a delay:
/// the console reads the queue again when it connects.
/// </summary>
internal sealed class CaseAnnouncements(
    NpgsqlDataSource source,
    IServiceScopeFactory scopes,
    LiveConnections connections,
    IHubContext<ModerationHub, IModerationClient> hub,
    TimeProvider clock,
    ILogger<CaseAnnouncements> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is NpgsqlException or IOException or InvalidOperationException or TimeoutException)
            {
                logger.LogWarning("The queue is not live until the database answers: {Fault}", exception.GetType().Name);
                await Task.Delay(TimeSpan.FromSeconds(2), stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task ListenAsync(CancellationToken stoppingToken)
    {
        await using var connection = await source.OpenConnectionAsync(stoppingToken);
        var changed = new Queue<Guid>();
        connection.Notification += (_, notice) =>
        {
            if (Guid.TryParse(notice.Payload, out var id))
                changed.Enqueue(id);
        };
        await using (var listen = new NpgsqlCommand("listen case_changed", connection))
            await listen.ExecuteNonQueryAsync(stoppingToken);
        while (true)
        {
            await connection.WaitAsync(stoppingToken);
            while (changed.TryDequeue(out var id))
                await TellAsync(id, stoppingToken);
        }
    }

    private async Task TellAsync(Guid id, CancellationToken cancellationToken)
    {
        if (connections.All.Count == 0)
            return;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ModerationDb>();
        var book = scope.ServiceProvider.GetRequiredService<GuidelineBook>();
        var row = await db.Rows(db.Cases.AsNoTracking().Where(item => item.Id == id)).SingleOrDefaultAsync(cancellationToken);
        if (row is null)
            return;
        foreach (var (connectionId, moderatorId) in connections.All)
            await hub.Clients.Client(connectionId).CaseChanged(row.For(moderatorId, book, clock.GetUtcNow()));
    }
}

internal static class LiveRegistration
{
    public static void AddLiveQueue(this WebApplicationBuilder builder)
    {
        builder.Services.AddSignalR().AddJsonProtocol(options => Json.Apply(options.PayloadSerializerOptions));
        builder.Services.AddSingleton<LiveConnections>();
        builder.Services.AddHostedService<CaseAnnouncements>();
    }

    // A connection outlives the token it began with unless it is told to end with it.
    public static void MapLiveQueue(this WebApplication app) =>
        app.MapHub<ModerationHub>("/hubs/moderation", options => options.CloseOnAuthenticationExpiration = true);
}
