namespace PeerSupport.Contracts;

/// <summary>
/// A fact that one service tells the others. A record of this assembly is never renamed and never moved to another namespace, because
/// its full name is its address on the broker; fields are only added, as optional ones at the end.
/// </summary>
public interface IIntegrationEvent
{
    /// <summary>Identifies this one event (UUIDv7). A consumer that has seen it does nothing the second time.</summary>
    Guid EventId { get; }

    /// <summary>When it became true, in UTC.</summary>
    DateTimeOffset OccurredAt { get; }
}
