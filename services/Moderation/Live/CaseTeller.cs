using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using Microsoft.EntityFrameworkCore;
using PeerSupport.Moderation.Cases;
using PeerSupport.Moderation.Data;
using PeerSupport.Moderation.Guidelines;

namespace PeerSupport.Moderation.Live;

/// <summary>The moderators at this node; each is told in their own terms whether a case is theirs.</summary>
internal sealed class LiveConnections
{
    private readonly ConcurrentDictionary<string, Guid> _moderators = new();

    public IReadOnlyDictionary<string, Guid> All => _moderators;

    public void Add(string connectionId, Guid moderatorId) => _moderators[connectionId] = moderatorId;

    public void Remove(string connectionId) => _moderators.TryRemove(connectionId, out _);
}

/// <summary>Tells the moderators at this node how a case stands.</summary>
internal sealed class CaseTeller(
    IServiceScopeFactory scopes, LiveConnections connections, IHubContext<ModerationHub, IModerationClient> hub, TimeProvider clock, ILogger<CaseTeller> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public bool HasListeners => connections.All.Count > 0;

    public async Task TellAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!HasListeners)
            return;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ModerationDb>();
        var book = scope.ServiceProvider.GetRequiredService<GuidelineBook>();
        var row = await db.Rows(db.Cases.AsNoTracking().Where(item => item.Id == id)).SingleOrDefaultAsync(cancellationToken);
        if (row is null)
            return;
        try
        {
            // All at once and not for ever: one console on a bad line must not keep the queue of the others still.
            await Task.WhenAll(connections.All.Select(one => hub.Clients.Client(one.Key).CaseChanged(row.For(one.Value, book, clock.GetUtcNow()))))
                .WaitAsync(Patience, cancellationToken);
        }
        catch (TimeoutException)
        {
            logger.LogWarning("A console did not take the news of a case within {Patience}", Patience);
        }
    }
}
