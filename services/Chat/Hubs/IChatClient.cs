using PeerSupport.Chat.Support;

namespace PeerSupport.Chat.Hubs;

/// <summary>What the service calls on a client. No typing, reading, presence, coming or going: here nobody watches anybody.</summary>
public interface IChatClient
{
    /// <summary>New lines of a group's log. They may come out of order or not at all; the numbers tell, and Catchup heals.</summary>
    Task Entries(Guid groupId, RoomEntry[] entries);

    /// <summary>How far the log has come, when the room may not have been told of its newest line; whoever lacks it asks with Catchup.</summary>
    Task Head(Guid groupId, long lastSequence);

    /// <summary>An own message that waits, or what became of it.</summary>
    Task Held(Guid groupId, HeldMessage message);

    /// <summary>Who can be called now.</summary>
    Task SupportOffered(SupportOffer offer);
}
