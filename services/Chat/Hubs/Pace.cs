using System.Collections.Concurrent;

namespace PeerSupport.Chat.Hubs;

/// <summary>
/// How often a member may do something: a few at once, then at a steady pace. One time stamp a member is all it keeps (the "virtual
/// scheduling" form of the leaky bucket), by the clock that nobody puts forward or back: else a node whose time of day is set back by an hour lets nobody
/// write for that hour.
/// </summary>
internal sealed class Pace(TimeProvider clock, int perMinute, int burst)
{
    private const int Limit = 100_000;
    private readonly TimeSpan _interval = TimeSpan.FromMinutes(1) / perMinute;
    private readonly ConcurrentDictionary<Guid, TimeSpan> _next = new();

    /// <summary>Zero when it may be done now, and counts it; else how long to wait.</summary>
    public TimeSpan Take(Guid memberId)
    {
        var now = clock.GetElapsedTime(0);
        if (_next.Count > Limit)
            Prune(now);

        while (true)
        {
            var known = _next.TryGetValue(memberId, out var stored);
            var next = known && stored > now ? stored : now;
            var wait = next - now - (_interval * (burst - 1));
            if (wait > TimeSpan.Zero)
                return wait;
            if (known ? _next.TryUpdate(memberId, next + _interval, stored) : _next.TryAdd(memberId, next + _interval))
                return TimeSpan.Zero;
        }
    }

    private void Prune(TimeSpan now)
    {
        foreach (var (memberId, next) in _next)
        {
            if (next < now)
                _next.TryRemove(memberId, out _);
        }
    }
}

/// <summary>Posting, everything else that writes, coming into rooms, and asking for guidance while writing.</summary>
internal sealed class Paces(TimeProvider clock, IConfiguration configuration)
{
    public Pace Posts { get; } = new(clock, configuration.GetValue("Chat:PostsPerMinute", 20), configuration.GetValue("Chat:PostsAtOnce", 5));

    public Pace Others { get; } = new(clock, configuration.GetValue("Chat:ActionsPerMinute", 60), configuration.GetValue("Chat:ActionsAtOnce", 20));

    public Pace Joins { get; } = new(clock, configuration.GetValue("Chat:JoinsPerMinute", 60), configuration.GetValue("Chat:JoinsAtOnce", 30));

    public SlowMode Slow { get; } = new(clock);

    public Pace Guidance { get; } = new(clock, configuration.GetValue("Chat:GuidancePerMinute", 40), configuration.GetValue("Chat:GuidanceAtOnce", 20));
}
