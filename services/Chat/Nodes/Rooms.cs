using System.Diagnostics.CodeAnalysis;

namespace PeerSupport.Chat.Nodes;

/// <summary>Somebody in a room.</summary>
/// <param name="MemberId">Who.</param>
/// <param name="Departures">How many had left the group when it was last certain that this one had not.</param>
internal readonly record struct Occupant(Guid MemberId, long Departures);

/// <summary>Whose connections on this node are in which room, and how far they were told.</summary>
internal sealed class Rooms
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, Room> _rooms = [];

    /// <summary>The groups that somebody here is in the room of.</summary>
    public IReadOnlyCollection<Guid> Served
    {
        get
        {
            lock (_lock)
                return [.. _rooms.Keys];
        }
    }

    public bool Serves(Guid groupId)
    {
        lock (_lock)
            return _rooms.ContainsKey(groupId);
    }

    public void Enter(Guid groupId, Occupant occupant, string connectionId)
    {
        lock (_lock)
        {
            if (!Of(groupId, out var room))
                _rooms[groupId] = room = new() { Certain = occupant.Departures };
            room.Connections[connectionId] = occupant;
            room.Certain = Math.Min(room.Certain, occupant.Departures);
        }
    }

    public bool Holds(Guid groupId, string connectionId)
    {
        lock (_lock)
            return Of(groupId, out var room) && room.Connections.ContainsKey(connectionId);
    }

    /// <summary>Whether everybody in the room is certain to belong to the group, of which so many had left.</summary>
    public bool IsCertain(Guid groupId, long departures)
    {
        lock (_lock)
            return !Of(groupId, out var room) || room.Certain >= departures;
    }

    /// <summary>Everybody in the room, with their connections.</summary>
    public KeyValuePair<string, Occupant>[] In(Guid groupId)
    {
        lock (_lock)
            return Of(groupId, out var room) ? [.. room.Connections] : [];
    }

    /// <summary>These were found to belong to the group when so many had left.</summary>
    public void Confirm(Guid groupId, IEnumerable<string> connections, long departures)
    {
        lock (_lock)
        {
            if (!Of(groupId, out var room))
                return;
            foreach (var connectionId in connections)
                if (room.Connections.TryGetValue(connectionId, out var occupant) && occupant.Departures < departures)
                    room.Connections[connectionId] = occupant with { Departures = departures };
            room.Certain = room.Connections.Values.Min(occupant => occupant.Departures);
        }
    }

    /// <summary>True when it was the last one in the room.</summary>
    public bool Leave(Guid groupId, string connectionId)
    {
        lock (_lock)
            return _rooms.TryGetValue(groupId, out var room) && room.Connections.Remove(connectionId) && room.Connections.Count == 0 && _rooms.Remove(groupId);
    }

    /// <summary>Takes out a connection that is still the one that was looked at; false when it has gone, or has come in again since.</summary>
    public bool Leave(Guid groupId, string connectionId, Occupant occupant, out bool isLast)
    {
        lock (_lock)
        {
            var isThere = Of(groupId, out var room) && room.Connections.TryGetValue(connectionId, out var now) && now == occupant;
            isLast = isThere && Leave(groupId, connectionId);
            return isThere;
        }
    }

    /// <summary>How many people are in the room here, each counted once however many windows they have open.</summary>
    public int MembersIn(Guid groupId)
    {
        lock (_lock)
            return Of(groupId, out var room) ? room.Connections.Values.DistinctBy(occupant => occupant.MemberId).Count() : 0;
    }

    /// <summary>Remembers the newest line that the room was told of.</summary>
    public void Told(Guid groupId, long sequence)
    {
        lock (_lock)
            if (Of(groupId, out var room))
                room.Told = Math.Max(room.Told, sequence);
    }

    /// <summary>Whether the room has not been told of this line nor of a later one; from then on a client sees the gap by itself.</summary>
    public bool Lacks(Guid groupId, long sequence)
    {
        lock (_lock)
            return Of(groupId, out var room) && room.Told < sequence;
    }

    private bool Of(Guid groupId, [NotNullWhen(true)] out Room? room) => _rooms.TryGetValue(groupId, out room);

    private sealed class Room
    {
        public Dictionary<string, Occupant> Connections { get; } = [];

        /// <summary>The least of all its occupants'.</summary>
        public long Certain { get; set; }

        public long Told { get; set; }
    }
}
