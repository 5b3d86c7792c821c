namespace PeerSupport.Local;

/// <summary>Waiting for something that was started.</summary>
internal static class Wait
{
    /// <summary>Returns once <paramref name="isReady"/> says so.</summary>
    /// <exception cref="InvalidOperationException">The process ended first, or two minutes went by.</exception>
    public static async Task UntilAsync(string what, Child process, Func<Task<bool>> isReady, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(2));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        try
        {
            while (!await isReady())
            {
                if (process.HasEnded)
                    throw new InvalidOperationException($"{what} did not start. The end of its output:\n{process.LastLines()}");
                await timer.WaitForNextTickAsync(limit.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new InvalidOperationException($"{what} is not ready after two minutes. The end of its output:\n{process.LastLines()}");
        }
    }
}
