using System.Threading.Channels;

namespace PeerSupport.ServiceDefaults;

/// <summary>
/// Wakes work that otherwise looks only every so often. Each kind of work has a signal of its own, a class derived from this one. Signals that come
/// while the work is busy count as one.
/// </summary>
public abstract class WakeSignal
{
    private readonly Channel<bool> _channel = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Says that there is something to do.</summary>
    public void Notify() => _channel.Writer.TryWrite(true);

    /// <summary>Waits for a signal, or until it is time to look without one.</summary>
    /// <param name="atMost">How long to wait.</param>
    /// <param name="clock">By which clock.</param>
    /// <param name="cancellationToken">Ends the waiting with an exception.</param>
    public async Task WaitAsync(TimeSpan atMost, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var time = new CancellationTokenSource(atMost, clock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, time.Token);
        try
        {
            await _channel.Reader.ReadAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The time is over: look again without a signal.
        }
    }
}
