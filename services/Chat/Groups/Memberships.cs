using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using PeerSupport.Chat.Data;

namespace PeerSupport.Chat.Groups;

/// <summary>What of a group's settings every post asks for.</summary>
internal sealed record GroupRules(bool IsArchived, int SlowSeconds, TimeOnly? QuietFrom, TimeOnly? QuietTo, string TimeZone, bool SampledForReview);

/// <summary>What somebody is in a group, and what holds there for everybody.</summary>
internal readonly record struct Standing(GroupRole Role, GroupRules Rules);

/// <summary>
/// Who belongs where, and what holds there, in this process's memory, because every post asks. It is read again after a few seconds, in case another
/// node's word of a leaving or of a new setting is lost: the whole of a group at once, else a thousand members who write would be a hundred questions a
/// second. That somebody does not belong is never remembered: they may be joining on another node this moment.
/// </summary>
internal sealed class Memberships(IServiceScopeFactory scopes, TimeProvider clock)
{
    private const int Limit = 100_000;
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<Guid, Known> _groups = new();
    private long _forgotten;

    public async ValueTask<bool> BelongsAsync(Guid groupId, Guid memberId, CancellationToken cancellationToken) =>
        await FindAsync(groupId, memberId, cancellationToken) is not null;

    /// <summary>Null when they do not belong to it.</summary>
    public ValueTask<Standing?> FindAsync(Guid groupId, Guid memberId, CancellationToken cancellationToken)
    {
        var now = clock.GetTimestamp();
        var known = _groups.TryGetValue(groupId, out var found) && clock.GetElapsedTime(found.ReadAt, now) < Fresh ? found : null;
        return known is not null && known.Roles.TryGetValue(memberId, out var role)
            ? new(new Standing(role, known.Rules))
            : new(ReadAsync(groupId, memberId, known, now, cancellationToken));
    }

    public void Forget(Guid groupId, Guid memberId)
    {
        Interlocked.Increment(ref _forgotten);
        if (_groups.TryGetValue(groupId, out var known))
            known.Roles.TryRemove(memberId, out _);
    }

    /// <summary>To be called when the group's settings have changed.</summary>
    public void ForgetRules(Guid groupId)
    {
        Interlocked.Increment(ref _forgotten);
        _groups.TryRemove(groupId, out _);
    }

    /// <param name="groupId">Where.</param>
    /// <param name="memberId">Who is asked for.</param>
    /// <param name="fresh">What is known of the group and new enough; null when all of it has to be read again.</param>
    /// <param name="now">When this reading begins, by the clock that nobody sets back.</param>
    /// <param name="cancellationToken">Ends it.</param>
    private async Task<Standing?> ReadAsync(Guid groupId, Guid memberId, Known? fresh, long now, CancellationToken cancellationToken)
    {
        var before = Interlocked.Read(ref _forgotten);
        Guid[] asked = fresh is null && _groups.TryGetValue(groupId, out var stale) ? [.. stale.Roles.Keys.Append(memberId).Distinct()] : [memberId];
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ChatDb>();
        var rows = await db.Memberships
            .Where(membership => membership.GroupId == groupId && asked.Contains(membership.MemberId) && membership.LeftAt == null)
            .Join(db.Groups, membership => membership.GroupId, group => group.Id, (membership, group) => new
            {
                membership.MemberId,
                membership.Role,
                Rules = new GroupRules(group.ArchivedAt != null, group.SlowSeconds, group.QuietFrom, group.QuietTo, group.TimeZone, group.SampledForReview),
            })
            .ToListAsync(cancellationToken);
        // Whoever left while this was read must not come back by it; what was read is then good for this one answer.
        if (rows.Count > 0 && before == Interlocked.Read(ref _forgotten))
        {
            if (_groups.Count > Limit)
                _groups.Clear();
            var known = fresh ?? new(now, rows[0].Rules, new());
            rows.ForEach(row => known.Roles[row.MemberId] = row.Role);
            if (fresh is null)
                _groups[groupId] = known;
        }

        return rows.Find(row => row.MemberId == memberId) is { } mine ? new Standing(mine.Role, mine.Rules) : null;
    }

    private sealed record Known(long ReadAt, GroupRules Rules, ConcurrentDictionary<Guid, GroupRole> Roles);
}
