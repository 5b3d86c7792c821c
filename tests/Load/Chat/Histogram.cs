namespace PeerSupport.Load.Chat;

/// <summary>Times in buckets that grow with the time: exact to three in a hundred, and adding one costs a few nanoseconds.</summary>
internal sealed class Histogram
{
    private const int Steps = 32;
    private readonly long[] _buckets = new long[60 * Steps];

    public long Count { get; private set; }

    /// <summary>In microseconds.</summary>
    public long Most { get; private set; }

    public void Add(long microseconds)
    {
        var time = Math.Max(0, microseconds);
        _buckets[BucketOf(time)]++;
        Count++;
        Most = Math.Max(Most, time);
    }

    /// <summary>In milliseconds; 0 of nothing.</summary>
    public double At(double percent)
    {
        var rest = (long)Math.Ceiling(Count * percent / 100);
        for (var bucket = 0; bucket < _buckets.Length; bucket++)
            if ((rest -= _buckets[bucket]) <= 0)
                return Math.Min(EndOf(bucket), Most) / 1000.0;
        return Most / 1000.0;
    }

    private static int BucketOf(long time)
    {
        if (time < Steps)
            return (int)time;
        var shift = 63 - System.Numerics.BitOperations.LeadingZeroCount((ulong)time) - 5;
        return (int)(((shift + 1) * Steps) + (time >> shift) - Steps);
    }

    private static long EndOf(int bucket) => bucket < Steps ? bucket : ((long)((bucket % Steps) + Steps + 1) << ((bucket / Steps) - 1)) - 1;
}
