using System.Diagnostics;
using System.Globalization;

namespace PeerSupport.Load.Servers;

/// <summary>Shares of one core during a step.</summary>
/// <param name="Server">The measured processes.</param>
/// <param name="Core">Everything on the servers' core, so also the database, the broker, and whoever else uses this machine.</param>
/// <param name="Generator">This process.</param>
internal sealed record Usage(double Server, double Core, double Generator);

/// <summary>Reads from /proc how much of the processor was used between two moments.</summary>
internal sealed class Cores(IReadOnlyList<ServerProcess> servers)
{
    // The kernel counts in hundredths of a second for whoever reads this, on every machine that .NET runs on.
    private const double Tick = 100;

    private (long Time, double Server, double Busy, double Total, TimeSpan Own) _before;

    public void Begin() => _before = Now();

    public Usage End()
    {
        var now = Now();
        var seconds = Stopwatch.GetElapsedTime(_before.Time, now.Time).TotalSeconds;
        var total = Math.Max(1, now.Total - _before.Total);
        return new((now.Server - _before.Server) / Tick / seconds, (now.Busy - _before.Busy) / total, (now.Own - _before.Own).TotalSeconds / seconds);
    }

    /// <summary>Resident memory in bytes.</summary>
    public static long Memory(int process) =>
        1024 * long.Parse(File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("VmRSS", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);

    private (long Time, double Server, double Busy, double Total, TimeSpan Own) Now()
    {
        foreach (var server in servers)
            server.MustRun();
        var core = File.ReadLines("/proc/stat").First(line => line.StartsWith("cpu0 ", StringComparison.Ordinal)).Split(' ').Skip(1).Take(8).Select(Number).ToArray();
        // The fourth and the fifth are idle time and waiting for a disk.
        return (Stopwatch.GetTimestamp(), servers.Sum(server => TicksOf(server.Id)), core.Sum() - core[3] - core[4], core.Sum(), Environment.CpuUsage.TotalTime);
    }

    private static double TicksOf(int process)
    {
        var stat = File.ReadAllText($"/proc/{process}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return Number(fields[11]) + Number(fields[12]);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
