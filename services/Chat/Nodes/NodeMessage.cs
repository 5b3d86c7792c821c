using PeerSupport.Chat.Hubs;

namespace PeerSupport.Chat.Nodes;

/// <summary>What one node tells the others about a group; exactly one of the others is set, apart from <paramref name="Departures"/>.</summary>
/// <param name="GroupId">The group. Only nodes with somebody in its room get it.</param>
/// <param name="Entries">New lines of its log.</param>
/// <param name="Departures">How many had left the group before these lines.</param>
/// <param name="Held">What became of a member's message that waits.</param>
/// <param name="Dismissed">A member who has left the group, so that those who have left are looked up.</param>
/// <param name="Present">How many are in its room on the node that tells. A number without names, from time to time; members never get it.</param>
/// <param name="Changed">The group's settings, or what somebody is in it, are others now.</param>
internal sealed record NodeMessage(
    Guid GroupId, RoomEntry[]? Entries = null, long Departures = 0, AuthorsMessage? Held = null, Guid? Dismissed = null, NodePresence? Present = null, bool Changed = false);

/// <summary>A message that its author alone is told about.</summary>
internal sealed record AuthorsMessage(Guid AuthorId, HeldMessage Message);

/// <summary>How many members are in a room on one node.</summary>
internal sealed record NodePresence(string Node, int Members);
