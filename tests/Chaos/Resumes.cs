using System.Diagnostics;

namespace PeerSupport.Chaos;

/// <summary>How long members were without their room after a forced break, from the break to the last line that they lacked; with the client's own pause, and without.</summary>
internal sealed class Resumes(Func<long, long, bool> fellIntoFault)
{
    private readonly Lock _lock = new();
    private readonly List<double> _calm = [];
    private readonly List<double> _inFault = [];
    private readonly List<double> _withoutPause = [];

    public void Add(long from, long opened, long until)
    {
        lock (_lock)
        {
            var isCalm = !fellIntoFault(from, until);
            (isCalm ? _calm : _inFault).Add(Stopwatch.GetElapsedTime(from, until).TotalMilliseconds);
            if (isCalm)
                _withoutPause.Add(Stopwatch.GetElapsedTime(opened, until).TotalMilliseconds);
        }
    }

    /// <summary>While everything ran.</summary>
    public (int Count, double P50, double P95, double Most) Calm => Of(_calm);

    /// <summary>The same from the beginning of the connection that brought them back.</summary>
    public (int Count, double P50, double P95, double Most) WithoutPause => Of(_withoutPause);

    /// <summary>While something was down, and until it had come back.</summary>
    public (int Count, double P50, double P95, double Most) InFault => Of(_inFault);

    private (int Count, double P50, double P95, double Most) Of(List<double> times)
    {
        lock (_lock)
        {
            var sorted = times.Order().ToArray();
            return sorted is [] ? default : (sorted.Length, sorted[sorted.Length / 2], sorted[(int)(sorted.Length * 0.95)], sorted[^1]);
        }
    }
}
