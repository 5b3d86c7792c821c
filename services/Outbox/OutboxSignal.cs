using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Outbox;

/// <summary>Wakes the relay of this process right after a commit; without it the relay looks every few seconds.</summary>
public sealed class OutboxSignal
{
    private readonly Channel<bool> _channel = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Says that there is something to publish.</summary>
    public void Notify() => _channel.Writer.TryWrite(true);

    internal async Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(atMost);
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

/// <summary>Signals after every save that wrote an event.</summary>
internal sealed class OutboxInterceptor(OutboxSignal signal) : SaveChangesInterceptor, IDatabaseExtension
{
    public void Apply(DbContextOptionsBuilder options) => options.AddInterceptors(this);

    public override ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        // Inside an explicit transaction this is early by a moment; the relay then finds nothing, and its next look finds the row.
        signal.Notify();
        return base.SavedChangesAsync(eventData, result, cancellationToken);
    }
}
