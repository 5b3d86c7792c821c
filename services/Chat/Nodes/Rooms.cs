using System.Diagnostics.CodeAnalysis;

namespace PeerSupport.Chat.Nodes;

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

    public void Enter(Guid groupId, Guid memberId, string connectionId)
    {
        lock (_lock)
            (Of(groupId, out var room) ? room : _rooms[groupId] = new()).Connections[connectionId] = memberId;
    }

    /// <summary>True when it was the last one in the room.</summary>
    public bool Leave(Guid groupId, string connectionId)
    {
        lock (_lock)
            return _rooms.TryGetValue(groupId, out var room) && room.Connections.Remove(connectionId) && room.Connections.Count == 0 && _rooms.Remove(groupId);
    }

    public string[] ConnectionsOf(Guid groupId, Guid memberId)
    {
        lock (_lock)
            return Of(groupId, out var room) ? [.. room.Connections.Where(present => present.Value == memberId).Select(present => present.Key)] : [];
    }

    /// <summary>How many people are in the room here, each counted once however many windows they have open.</summary>
    public int MembersIn(Guid groupId)
    {
        lock (_lock)
            return Of(groupId, out var room) ? room.Connections.Values.Distinct().Count() : 0;
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
        public Dictionary<string, Guid> Connections { get; } = [];

        public long Told { get; set; }
    }
}
