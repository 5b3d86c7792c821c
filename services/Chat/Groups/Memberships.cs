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
/// node's word of a leaving or of a new setting is lost. That somebody does not belong is never remembered: they may be joining on another node this moment.
/// </summary>
internal sealed class Memberships(IServiceScopeFactory scopes, TimeProvider clock)
{
    private const int Limit = 100_000;
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<(Guid Group, Guid Member), (DateTimeOffset ReadAt, GroupRole Role)> _known = new();
    private readonly ConcurrentDictionary<Guid, (DateTimeOffset ReadAt, GroupRules Rules)> _rules = new();

    public async ValueTask<bool> BelongsAsync(Guid groupId, Guid memberId, CancellationToken cancellationToken) =>
        await FindAsync(groupId, memberId, cancellationToken) is not null;

    /// <summary>Null when they do not belong to it.</summary>
    public ValueTask<Standing?> FindAsync(Guid groupId, Guid memberId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return _known.TryGetValue((groupId, memberId), out var known) && now - known.ReadAt < Fresh && _rules.TryGetValue(groupId, out var rules) && now - rules.ReadAt < Fresh
            ? new(new Standing(known.Role, rules.Rules))
            : new(ReadAsync(groupId, memberId, now, cancellationToken));
    }

    public void Forget(Guid groupId, Guid memberId) => _known.TryRemove((groupId, memberId), out _);

    /// <summary>To be called when the group's settings have changed.</summary>
    public void ForgetRules(Guid groupId) => _rules.TryRemove(groupId, out _);

    private async Task<Standing?> ReadAsync(Guid groupId, Guid memberId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ChatDb>();
        var found = await db.Memberships
            .Where(membership => membership.GroupId == groupId && membership.MemberId == memberId && membership.LeftAt == null)
            .Join(db.Groups, membership => membership.GroupId, group => group.Id, (membership, group) => new
            {
                membership.Role,
                Rules = new GroupRules(group.ArchivedAt != null, group.SlowSeconds, group.QuietFrom, group.QuietTo, group.TimeZone, group.SampledForReview),
            })
            .SingleOrDefaultAsync(cancellationToken);
        if (_known.Count > Limit)
            _known.Clear();
        if (_rules.Count > Limit)
            _rules.Clear();
        if (found is null)
            return null;
        _known[(groupId, memberId)] = (now, found.Role);
        _rules[groupId] = (now, found.Rules);
        return new Standing(found.Role, found.Rules);
    }
}
