using System.Diagnostics;

namespace PeerSupport.Load.Chat;

/// <summary>Runs this program once more on core 1. A running program can move its threads only one by one; one that is started there has all of them there.</summary>
internal static class Pinned
{
    private const string Sign = "PEERSUPPORT_LOAD_PINNED";

    public static bool IsElsewhere => Environment.GetEnvironmentVariable(Sign) is null;

    public static int Run(string[] arguments)
    {
        var start = new ProcessStartInfo("taskset", ["-c", "1", "dotnet", Path.Combine(AppContext.BaseDirectory, "PeerSupport.Load.dll"), .. arguments]) { UseShellExecute = false };
        start.Environment[Sign] = "1";
        using var process = Process.Start(start) ?? throw new InvalidOperationException("taskset cannot be started; it is in Debian's util-linux.");
        // Ctrl+C reaches both; this one waits until the other has stopped its servers.
        Console.CancelKeyPress += (_, stop) => stop.Cancel = true;
        process.WaitForExit();
        return process.ExitCode;
    }
}
