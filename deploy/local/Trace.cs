using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace PeerSupport.Local;

/// <summary>
/// A note of a started process, kept beside its log while it runs. When this program is killed it cannot end its children: the next start finds
/// the notes and does.
/// </summary>
/// <param name="path">The file of the note.</param>
internal sealed partial class Trace(string path)
{
    /// <summary>Notes a process that leads its own group.</summary>
    public void Leave(int processId) => File.WriteAllText(path, string.Create(CultureInfo.InvariantCulture, $"{processId} {StartOf(processId)}"));

    /// <summary>The process has ended.</summary>
    public void Remove() => File.Delete(path);

    /// <summary>Sends a signal to a process group; one that has ended is no fault.</summary>
    public static void Send(int processId, Signal signal) => _ = Kill(-processId, (int)signal);

    /// <summary>Ends what an earlier run left behind.</summary>
    /// <param name="folder">Where the notes are.</param>
    /// <param name="say">Told when there was something.</param>
    public static async Task EndLeftoversAsync(string folder, Action<string> say)
    {
        if (!Directory.Exists(folder))
            return;
        var left = Directory.GetFiles(folder, "*.pid").Select(note => (note, process: Read(note))).ToArray();
        if (left.Any(item => item.process is not null))
            say("An earlier run was cut off. Ending what it left behind …");

        // Services before the servers: a server that loses its clients ends quickly.
        foreach (var (note, process) in left.OrderBy(item => Path.GetFileNameWithoutExtension(item.note) is "postgres" or "rabbitmq" or "epmd"))
        {
            if (process is { } id)
                await EndAsync(id, Path.GetFileNameWithoutExtension(note) == "postgres" ? Signal.Interrupt : Signal.Terminate);
            File.Delete(note);
        }
    }

    private static async Task EndAsync((int Id, string Start) process, Signal signal)
    {
        Send(process.Id, signal);
        var clock = Stopwatch.StartNew();
        while (StartOf(process.Id) == process.Start)
        {
            if (clock.Elapsed > TimeSpan.FromSeconds(10))
                Send(process.Id, Signal.Kill);
            await Task.Delay(50);
        }
    }

    // The start time tells the noted process from another one that was given the same number since.
    private static (int Id, string Start)? Read(string note) =>
        File.ReadAllText(note).Split(' ') is [var id, { Length: > 0 } start] && int.TryParse(id, CultureInfo.InvariantCulture, out var number) && StartOf(number) == start
            ? (number, start)
            : null;

    // Field 22 of /proc/PID/stat, counted behind the name, which stands in parentheses and may hold anything; a zombie (Z) has ended.
    private static string StartOf(int processId)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{processId}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] == "Z" ? "" : fields[19];
        }
        catch (IOException)
        {
            return "";
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int processId, int signal);
}

/// <summary>What a process is told, by its number in POSIX.</summary>
public enum Signal
{
    /// <summary>End now and leave things in order: for PostgreSQL, without waiting for its clients.</summary>
    Interrupt = 2,

    /// <summary>End as a power cut would.</summary>
    Kill = 9,

    /// <summary>End in your own time.</summary>
    Terminate = 15,

    /// <summary>Go on after a stop.</summary>
    Continue = 18,

    /// <summary>Stand still, as on a machine that is paused or out of breath.</summary>
    Stop = 19,
}
