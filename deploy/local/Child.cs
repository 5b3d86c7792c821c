using System.Diagnostics;

namespace PeerSupport.Local;

/// <summary>
/// A process that was started here and ends with this one. Its output goes to a file of its own. It leads a process group, so that Ctrl+C in the
/// terminal reaches this program alone, which then ends its children in order, and so that its own children end with it.
/// </summary>
public sealed class Child : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StreamWriter _log;
    private readonly string _logPath;
    private readonly Trace _trace;
    private readonly Signal _endsWith;

    private Child(string name, Process process, string logPath, Signal endsWith)
    {
        Name = name;
        _process = process;
        _logPath = logPath;
        _endsWith = endsWith;
        _trace = new Trace(Path.ChangeExtension(logPath, ".pid"));
        _log = new StreamWriter(new FileStream(logPath, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };
        process.OutputDataReceived += (_, line) => Write(line.Data);
        process.ErrorDataReceived += (_, line) => Write(line.Data);
    }

    /// <summary>What it is, for messages.</summary>
    public string Name { get; }

    /// <summary>True once it has ended, wanted or not.</summary>
    public bool HasEnded => _process.HasExited;

    /// <summary>Starts a program.</summary>
    /// <param name="name">What it is.</param>
    /// <param name="program">The program's path or name.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Added to the environment of this process.</param>
    /// <param name="logs">The folder of the logs.</param>
    /// <param name="input">Text for its standard input.</param>
    /// <param name="endsWith">The signal that asks it to end. PostgreSQL takes an interrupt: told to terminate, it waits until every client has gone.</param>
    public static Child Start(
        string name, string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, string logs, string? input = null, Signal endsWith = Signal.Terminate)
    {
        var start = new ProcessStartInfo("setsid", [program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        foreach (var (key, value) in environment)
            start.Environment[key] = value;
        Directory.CreateDirectory(logs);
        var child = new Child(name, new Process { StartInfo = start }, Path.Combine(logs, name + ".log"), endsWith);
        child._process.Start();
        child._trace.Leave(child._process.Id);
        child._process.BeginOutputReadLine();
        child._process.BeginErrorReadLine();
        if (input is not null)
            child._process.StandardInput.WriteLine(input);
        child._process.StandardInput.Close();
        return child;
    }

    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="InvalidOperationException">It ended with another code than 0; the message holds the end of its output.</exception>
    public static async Task RunAsync(
        string name, string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, string logs, string? input = null, CancellationToken cancellationToken = default)
    {
        await using var child = Start(name, program, arguments, environment, logs, input);
        await child._process.WaitForExitAsync(cancellationToken);
        if (child._process.ExitCode != 0)
            throw new InvalidOperationException($"{name} ended with code {child._process.ExitCode}. The end of its output:\n{child.LastLines()}");
    }

    /// <summary>The end of what it said.</summary>
    public string LastLines()
    {
        using var reader = new StreamReader(new FileStream(_logPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return string.Join('\n', reader.ReadToEnd().Split('\n').TakeLast(15));
    }

    /// <summary>Sends it and its own children a signal; one that has ended is no fault.</summary>
    public void Tell(Signal signal)
    {
        if (!_process.HasExited)
            Trace.Send(_process.Id, signal);
    }

    /// <summary>Ends it at once, as a power cut would.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited)
            Trace.Send(_process.Id, Signal.Kill);
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks it to end, and ends it when it has not done so after ten seconds.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            Trace.Send(_process.Id, _endsWith);
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            try
            {
                await _process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                await KillAsync();
            }
        }

        await _process.WaitForExitAsync();
        _trace.Remove();
        _process.Dispose();
        await _log.DisposeAsync();
    }

    private void Write(string? line)
    {
        if (line is null)
            return;
        lock (_log)
            _log.WriteLine(line);
    }
}
