using System.Diagnostics;
using System.Numerics;

namespace PeerSupport.Load.Chat;

/// <summary>Which member got which post of a step, and when: each exactly once, or it is counted.</summary>
internal sealed class Deliveries(int first, int count, int groups, int members)
{
    private readonly int _words = (members + 63) / 64;
    private readonly ulong[] _seen = new ulong[count * ((members + 63) / 64)];

    /// <summary>The stopwatch's time at which the first post is meant to be sent, and how far apart they are.</summary>
    public (long Start, double Apart) Schedule { get; set; }

    public Histogram Latency { get; } = new();

    /// <summary>Of those, the ones to members on the author's node.</summary>
    public Histogram Within { get; } = new();

    /// <summary>Of those, the ones to members on another node than the author's.</summary>
    public Histogram Across { get; } = new();

    /// <summary>Through which door the author of a post writes.</summary>
    public Func<int, int> NodeOfAuthor { get; init; } = _ => 0;

    public long Expected => (long)count * members;

    public long Doubled { get; private set; }

    /// <summary>Deliveries to members of another group.</summary>
    public long Astray { get; private set; }

    public long Missing => Expected - Latency.Count;

    public int GroupOf(int number) => (number - first) % groups;

    public long DueAt(int number) => Schedule.Start + (long)((number - first) * Schedule.Apart);

    public void Take(Member member, int number, long now)
    {
        var at = number - first;
        // A late delivery of the step before was counted there as missing.
        if (at < 0 || at >= count)
            return;
        if (member.Group != GroupOf(number))
        {
            Astray++;
            return;
        }
        ref var seen = ref _seen[(at * _words) + (member.Seat >> 6)];
        var bit = 1UL << (member.Seat & 63);
        if ((seen & bit) != 0)
        {
            Doubled++;
            return;
        }
        seen |= bit;
        var time = (now - DueAt(number)) * 1_000_000 / Stopwatch.Frequency;
        Latency.Add(time);
        (member.Node == NodeOfAuthor(number) ? Within : Across).Add(time);
    }

    /// <summary>Posts that nobody got, and posts that some got.</summary>
    public (int ByAll, int BySome) MissingPosts()
    {
        var (all, some) = (0, 0);
        for (var at = 0; at < count; at++)
        {
            var got = 0;
            for (var word = 0; word < _words; word++)
                got += BitOperations.PopCount(_seen[(at * _words) + word]);
            all += got == 0 ? 1 : 0;
            some += got > 0 && got < members ? 1 : 0;
        }
        return (all, some);
    }
}
