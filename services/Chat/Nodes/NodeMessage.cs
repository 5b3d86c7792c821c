using PeerSupport.Chat.Hubs;

namespace PeerSupport.Chat.Nodes;

/// <summary>What one node tells the others about a group; exactly one of the last three is set.</summary>
/// <param name="GroupId">The group. Only nodes with somebody in its room get it.</param>
/// <param name="Entries">New lines of its log.</param>
/// <param name="Held">What became of a member's message that waits.</param>
/// <param name="Dismissed">A member who has left the group: nothing more is shown to them.</param>
internal sealed record NodeMessage(Guid GroupId, RoomEntry[]? Entries = null, AuthorsMessage? Held = null, Guid? Dismissed = null);

/// <summary>A message that its author alone is told about.</summary>
internal sealed record AuthorsMessage(Guid AuthorId, HeldMessage Message);
