using System.Globalization;
using PeerSupport.Load.Servers;

namespace PeerSupport.Load.Chat;

/// <summary>What one rate came to.</summary>
/// <param name="Rate">Posts a second.</param>
/// <param name="Size">Members of a group.</param>
/// <param name="Deliveries">Who got what, and when.</param>
/// <param name="Lateness">How long after its time each post was sent.</param>
/// <param name="Refused">Posts that could not be sent because the server did not read.</param>
/// <param name="Closed">Connections that the server ended.</param>
/// <param name="Usage">Who used the processor.</param>
/// <param name="Oddity">An answer that was not expected, where something is missing.</param>
internal sealed record Step(int Rate, int Size, Deliveries Deliveries, Histogram Lateness, int Refused, int Closed, Usage Usage, string? Oddity)
{
    private const double Bound = 250;

    public double P50 => Deliveries.Latency.At(50);

    public double P99 => Deliveries.Latency.At(99);

    public bool IsComplete => Deliveries is { Missing: 0, Doubled: 0, Astray: 0 };

    public bool IsHeld => IsComplete && P99 < Bound;

    /// <summary>
    /// Whether the generator itself was too slow for its figures to say anything about the server. Posts that leave a hundredth of the bound late
    /// change nothing; its reading is as late as its writing, because one loop does both.
    /// </summary>
    public bool WasLate => Lateness.At(99) > 20;

    public string Describe()
    {
        var shares = string.Create(CultureInfo.InvariantCulture, $"core 0 {Usage.Core:0.00} (server {Usage.Server:0.00}), generator {Usage.Generator:0.00}, late p99 {Lateness.At(99):0.0} ms, most {Lateness.Most / 1000.0:0.0}");
        if (WasLate)
            return string.Create(CultureInfo.InvariantCulture, $"{Rate,6} posts/s  not reported: the generator was late ({shares})");
        var text = string.Create(CultureInfo.InvariantCulture,
            $"{Rate,6} posts/s {(long)Rate * Size,8} deliveries/s  p50 {P50,6:0.0}  p99 {P99,6:0.0}  most {Deliveries.Latency.Most / 1000.0,6:0.0} ms  {shares}");
        if (Deliveries.Across.Count > 0)
            text += string.Create(CultureInfo.InvariantCulture, $"  to the other node p50 {Deliveries.Across.At(50):0.0} p99 {Deliveries.Across.At(99):0.0}, to the same {Deliveries.Within.At(50):0.0} and {Deliveries.Within.At(99):0.0} ms");
        if (IsComplete && Closed == 0 && Refused == 0)
            return text;
        var (byAll, bySome) = Deliveries.MissingPosts();
        return string.Create(CultureInfo.InvariantCulture,
            $"{text}  MISSING {Deliveries.Missing} (posts missed by all {byAll}, by some {bySome}), double {Deliveries.Doubled}, astray {Deliveries.Astray}, not sent {Refused}, closed {Closed}{(Oddity is null ? "" : $"; one answer: {Oddity}")}");
    }
}
