using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace PeerSupport.Load.Servers;

/// <summary>A server as a program of its own on core 0.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();

    private ServerProcess(Process process, IPEndPoint address)
    {
        (_process, Address) = (process, address);
        AppDomain.CurrentDomain.ProcessExit += Kill;
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public IPEndPoint Address { get; }

    // taskset becomes the program that it starts, so this is the server's own number.
    public int Id => _process.Id;

    public IReadOnlyCollection<string> Lines => _lines;

    /// <summary>Without this a server that has died would look like one that delivers nothing.</summary>
    /// <exception cref="InvalidOperationException">It has ended; the message has what it said last.</exception>
    public void MustRun()
    {
        if (_process.HasExited)
            throw new InvalidOperationException($"The server ended in the middle of a run, with code {_process.ExitCode}. It said: {string.Join(Environment.NewLine, Lines)}");
    }

    /// <summary>Returns when it answers at <paramref name="ready"/>.</summary>
    public static async Task<ServerProcess> StartAsync(string program, string[] arguments, Dictionary<string, string> settings, string ready)
    {
        var address = FreeAddress();
        settings["ASPNETCORE_URLS"] = $"http://{address}";
        var server = new ServerProcess(Launch(program, arguments, settings), address);
        using var client = new HttpClient();
        for (var tries = 0; tries < 300 && !server._process.HasExited; tries++)
        {
            await Task.Delay(200);
            try
            {
                if ((await client.GetAsync(new Uri($"http://{address}{ready}"))).IsSuccessStatusCode)
                    return server;
            }
            catch (HttpRequestException)
            {
                // It is still starting.
            }
        }
        var said = string.Join(Environment.NewLine, server.Lines);
        await server.DisposeAsync();
        throw new InvalidOperationException($"{Path.GetFileName(program)} does not answer. It said: {said}");
    }

    /// <summary>Runs it to its end.</summary>
    public static async Task RunAsync(string program, string[] arguments, Dictionary<string, string> settings)
    {
        await using var run = new ServerProcess(Launch(program, arguments, settings), new(IPAddress.Loopback, 0));
        await run._process.WaitForExitAsync();
        if (run._process.ExitCode != 0)
            throw new InvalidOperationException($"{Path.GetFileName(program)} {string.Join(' ', arguments)} failed. It said: {string.Join(Environment.NewLine, run.Lines)}");
    }

    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= Kill;
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }
        _process.Dispose();
    }

    private static Process Launch(string program, string[] arguments, Dictionary<string, string> settings)
    {
        var start = new ProcessStartInfo("taskset", ["-c", "0", "dotnet", program, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(program),
        };
        foreach (var (key, value) in settings)
            start.Environment[key] = value;
        return Process.Start(start)!;
    }

    private static IPEndPoint FreeAddress()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return (IPEndPoint)socket.LocalEndPoint!;
    }

    private void Kill(object? sender, EventArgs arguments)
    {
        if (!_process.HasExited)
            _process.Kill();
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is null)
            return;
        _lines.Enqueue(line.Data);
        while (_lines.Count > 50)
            _lines.TryDequeue(out _);
    }
}
