using System.Collections.Concurrent;
using PeerSupport.Chat.Groups;

namespace PeerSupport.Chat.Hubs;

/// <summary>
/// How long a member waits between two posts in a group. Kept in this process, so that a post needs no other read: whoever reaches two nodes may post once
/// through each. Those who hold the group do not wait.
/// </summary>
internal sealed class SlowMode(TimeProvider clock)
{
    /// <summary>In quiet hours nobody is shut out, but everything is slow at least by so much.</summary>
    private const int QuietSeconds = 60;

    private const int Limit = 100_000;
    private readonly ConcurrentDictionary<(Guid Group, Guid Member), long> _posted = new();

    public static int SecondsOf(GroupRules rules, bool isQuiet) => isQuiet ? Math.Max(rules.SlowSeconds, QuietSeconds) : rules.SlowSeconds;

    /// <summary>Zero when the member may post now; else how long to wait.</summary>
    public TimeSpan Wait(Guid groupId, Guid memberId, Standing standing, out bool isQuiet)
    {
        var now = clock.GetUtcNow();
        isQuiet = QuietHours.Of(standing.Rules, now) is { } hours && hours.Hold(now);
        var seconds = SecondsOf(standing.Rules, isQuiet);
        if (seconds == 0 || standing.Role == GroupRole.Facilitator || !_posted.TryGetValue((groupId, memberId), out var last))
            return TimeSpan.Zero;
        // Not by the time of day, which may be set back meanwhile.
        var wait = TimeSpan.FromSeconds(seconds) - clock.GetElapsedTime(last);
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }

    /// <summary>To be called for every post that was taken. In a group with quiet hours it is kept also outside of them, because they may begin next.</summary>
    public void Posted(Guid groupId, Guid memberId, Standing standing)
    {
        if (standing is { Role: GroupRole.Facilitator } or { Rules: { SlowSeconds: 0, QuietFrom: null } })
            return;
        if (_posted.Count > Limit)
        {
            foreach (var (key, _) in _posted.Where(posted => clock.GetElapsedTime(posted.Value) > TimeSpan.FromHours(1)))
                _posted.TryRemove(key, out _);
        }
        _posted[(groupId, memberId)] = clock.GetTimestamp();
    }
}
