using PeerSupport.Local;

namespace PeerSupport.Chaos;

/// <summary>A program of the platform that can be ended, made to stand still, and started again on the same address.</summary>
internal sealed class Node(string name, string program, Uri address, Dictionary<string, string> environment, string logs) : IAsyncDisposable
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(2) };
    private Child? _process;

    public string Name => name;

    public Uri Address => address;

    public Task MigrateAsync(CancellationToken cancellationToken) => Child.RunAsync($"{name}-migrate", "dotnet", [program, "migrate"], environment, logs, cancellationToken: cancellationToken);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_process is not null)
            await _process.DisposeAsync();
        _process = Child.Start(name, "dotnet", [program], new Dictionary<string, string>(environment) { ["ASPNETCORE_URLS"] = address.ToString() }, logs);
        await ReadyAsync(cancellationToken);
    }

    /// <summary>Returns when it is well, the broker included.</summary>
    /// <exception cref="InvalidOperationException">It has ended, or is not well after two minutes.</exception>
    public async Task ReadyAsync(CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < 600; tries++)
        {
            if (_process!.HasEnded)
                break;
            try
            {
                using var answer = await Http.GetAsync(new Uri(address, "/health/ready"), cancellationToken);
                if (answer.IsSuccessStatusCode && !(await answer.Content.ReadAsStringAsync(cancellationToken)).Contains("Degraded", StringComparison.Ordinal))
                    return;
            }
            catch (Exception starting) when (starting is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
            {
                // Not yet.
            }
            await Task.Delay(200, cancellationToken);
        }
        throw new InvalidOperationException($"{name} is not ready. The end of its output:\n{_process!.LastLines()}");
    }

    public Task KillAsync() => _process!.KillAsync();

    public void Pause() => _process!.Tell(Signal.Stop);

    public void GoOn() => _process!.Tell(Signal.Continue);

    public async ValueTask DisposeAsync()
    {
        if (_process is null)
            return;
        _process.Tell(Signal.Continue);
        await _process.DisposeAsync();
    }
}
