using System.Collections.Concurrent;

namespace PeerSupport.Chat.Nodes;

/// <summary>
/// About how many people are in a room. Nobody can tell from it that a certain person came or went: the number is blurred by up to two, rounded down
/// to a multiple of five, nothing below five is told apart, and it stays as it is for minutes, whatever happens meanwhile. It is given only to who
/// comes in; no connection is ever told that it has changed. Nodes tell each other a count of each room and no names.
/// </summary>
internal sealed class Presence(Rooms rooms, NodeExchange others, TimeProvider clock) : BackgroundService
{
    private const int Step = 5;
    private const int Blur = 2;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Told = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Believed = 3 * Told;

    private readonly string _node = Guid.CreateVersion7().ToString("N");
    private readonly ConcurrentDictionary<Guid, (int Shown, DateTimeOffset At)> _shown = new();
    private readonly ConcurrentDictionary<(Guid Group, string Node), (int Members, DateTimeOffset At)> _elsewhere = new();

    /// <summary>A multiple of five; zero stands for anything below.</summary>
    public int Of(Guid groupId)
    {
        var now = clock.GetUtcNow();
        if (_shown.TryGetValue(groupId, out var known) && now - known.At < Kept)
            return known.Shown;
        var count = rooms.MembersIn(groupId) + _elsewhere.Where(other => other.Key.Group == groupId && now - other.Value.At < Believed).Sum(other => other.Value.Members);
        var shown = Rounded(count + Random.Shared.Next(-Blur, Blur + 1));
        _shown[groupId] = (shown, now);
        return shown;
    }

    public void Heard(Guid groupId, NodePresence present) => _elsewhere[(groupId, present.Node)] = (present.Members, clock.GetUtcNow());

    internal static int Rounded(int count) => Math.Max(0, count / Step * Step);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Told, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var groupId in rooms.Served)
                others.Tell(new(groupId, Present: new(_node, rooms.MembersIn(groupId))));
            Prune(clock.GetUtcNow());
        }
    }

    private void Prune(DateTimeOffset now)
    {
        foreach (var (groupId, _) in _shown.Where(known => now - known.Value.At > Kept))
            _shown.TryRemove(groupId, out _);
        foreach (var (key, _) in _elsewhere.Where(other => now - other.Value.At > Believed))
            _elsewhere.TryRemove(key, out _);
    }
}
