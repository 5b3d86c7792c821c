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

    /// <summary>Starts a program on an address of its own, which it finds in its environment, and returns when it is ready.</summary>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="settings">Its environment, to which the address is added as <c>ASPNETCORE_URLS</c> and <c>PORT</c>.</param>
    /// <param name="isReady">Asked again and again.</param>
    /// <param name="address">Where it listens; a free one unless told.</param>
    public static async Task<ServerProcess> StartAsync(string[] command, Dictionary<string, string> settings, Func<IPEndPoint, Task<bool>> isReady, IPEndPoint? address = null)
    {
        address ??= FreeAddress();
        settings["ASPNETCORE_URLS"] = $"http://{address}";
        settings["PORT"] = $"{address.Port}";
        var server = new ServerProcess(Launch(command, settings), address);
        for (var tries = 0; tries < 300 && !server._process.HasExited; tries++)
        {
            await Task.Delay(200);
            try
            {
                if (await isReady(address))
                    return server;
            }
            catch (Exception starting) when (starting is HttpRequestException or SocketException)
            {
                // Not yet.
            }
        }
        var said = string.Join(Environment.NewLine, server.Lines);
        await server.DisposeAsync();
        throw new InvalidOperationException($"{Path.GetFileName(command[^1])} does not answer. It said: {said}");
    }

    /// <summary>For <see cref="StartAsync"/>: it answers at the path.</summary>
    public static Func<IPEndPoint, Task<bool>> Answers(string path) => async address =>
    {
        using var client = new HttpClient();
        return (await client.GetAsync(new Uri($"http://{address}{path}"))).IsSuccessStatusCode;
    };

    /// <summary>For <see cref="StartAsync"/>: it takes connections.</summary>
    public static async Task<bool> Listens(IPEndPoint address)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(address);
        return true;
    }

    /// <summary>Runs it to its end.</summary>
    public static async Task RunAsync(string[] command, Dictionary<string, string> settings)
    {
        await using var run = new ServerProcess(Launch(command, settings), new(IPAddress.Loopback, 0));
        await run._process.WaitForExitAsync();
        if (run._process.ExitCode != 0)
            throw new InvalidOperationException($"{string.Join(' ', command)} failed. It said: {string.Join(Environment.NewLine, run.Lines)}");
    }

    public static IPEndPoint FreeAddress()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return (IPEndPoint)socket.LocalEndPoint!;
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

    private static Process Launch(string[] command, Dictionary<string, string> settings)
    {
        var start = new ProcessStartInfo("taskset", ["-c", "0", .. command])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // Where its settings lie, if it is one of ours.
            WorkingDirectory = command.Select(Path.GetDirectoryName).LastOrDefault(folder => Path.IsPathRooted(folder)) ?? Path.GetTempPath(),
        };
        foreach (var (key, value) in settings)
            start.Environment[key] = value;
        return Process.Start(start)!;
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
