using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using PeerSupport.Chat.Data;

namespace PeerSupport.Chat.Groups;

/// <summary>
/// Who belongs where, in this process's memory, because every post asks. It is read again after a few seconds, in case another node's word of a
/// leaving is lost. That somebody does not belong is never remembered: they may be joining on another node this moment.
/// </summary>
internal sealed class Memberships(IServiceScopeFactory scopes, TimeProvider clock)
{
    private const int Limit = 100_000;
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<(Guid Group, Guid Member), DateTimeOffset> _known = new();

    public async ValueTask<bool> BelongsAsync(Guid groupId, Guid memberId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (_known.TryGetValue((groupId, memberId), out var readAt) && now - readAt < Fresh)
            return true;

        await using var scope = scopes.CreateAsyncScope();
        var belongs = await scope.ServiceProvider.GetRequiredService<ChatDb>().Memberships
            .AnyAsync(membership => membership.GroupId == groupId && membership.MemberId == memberId && membership.LeftAt == null, cancellationToken);
        if (_known.Count > Limit)
            _known.Clear();
        if (belongs)
            _known[(groupId, memberId)] = now;
        return belongs;
    }

    public void Forget(Guid groupId, Guid memberId) => _known.TryRemove((groupId, memberId), out _);
}
