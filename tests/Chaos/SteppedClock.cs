using System.Globalization;

namespace PeerSupport.Chaos;

/// <summary>The time of day of one process, put forward and back while it runs, by Debian's libfaketime. What counts seconds since the start goes on.</summary>
internal sealed class SteppedClock(string file)
{
    private static readonly string[] Libraries = ["/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1", "/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1"];

    private static string? Library => Libraries.FirstOrDefault(File.Exists);

    /// <summary>Whether the library is there.</summary>
    public static bool IsPossible => Library is not null;

    /// <summary>Adds what a process needs to be under this clock.</summary>
    /// <exception cref="InvalidOperationException">The library is missing.</exception>
    public Dictionary<string, string> Apply(Dictionary<string, string> settings)
    {
        Step(TimeSpan.Zero);
        settings["LD_PRELOAD"] = Library ?? throw new InvalidOperationException("Clock steps need Debian's faketime: apt-get install faketime, or leave clock out of --faults.");
        settings["FAKETIME_TIMESTAMP_FILE"] = file;
        settings["FAKETIME_NO_CACHE"] = "1";
        settings["FAKETIME_DONT_FAKE_MONOTONIC"] = settings["DONT_FAKE_MONOTONIC"] = "1";
        return settings;
    }

    /// <summary>How far the process's clock is from ours, from now on.</summary>
    public void Step(TimeSpan offset)
    {
        File.WriteAllText(file + ".new", string.Create(CultureInfo.InvariantCulture, $"{(offset < TimeSpan.Zero ? "" : "+")}{offset.TotalSeconds:0}\n"));
        // At once and whole, because the process reads it at any moment.
        File.Move(file + ".new", file, overwrite: true);
    }
}
