namespace PeerSupport.TestKit;

/// <summary>Waits for a condition, never for a time.</summary>
public static class Eventually
{
    /// <summary>Returns as soon as <paramref name="condition"/> holds.</summary>
    /// <param name="condition">What is waited for.</param>
    /// <param name="otherwise">What to say when it does not come true within <paramref name="atMost"/>.</param>
    /// <param name="atMost">A minute unless told; only a test that fails takes it.</param>
    /// <exception cref="TimeoutException">It did not come true.</exception>
    public static async Task TrueAsync(Func<Task<bool>> condition, string otherwise, TimeSpan? atMost = null)
    {
        using var limit = new CancellationTokenSource(atMost ?? TimeSpan.FromMinutes(1));
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(25));
        while (!await condition())
        {
            if (limit.IsCancellationRequested)
                throw new TimeoutException(otherwise);
            await look.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}
