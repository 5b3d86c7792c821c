using Microsoft.AspNetCore.SignalR;
using PeerSupport.Chat.Groups;
using PeerSupport.Chat.Nodes;

namespace PeerSupport.Chat.Hubs;

/// <summary>The one place from which open connections are told something: those of this node directly, those of other nodes through the exchange.</summary>
internal sealed class Broadcaster
{
    /// <summary>How many sendings may wait for slow readers. Beyond it entries are left out: a client sees the gap and asks, while memory does not grow.</summary>
    private const int Limit = 2000;

    private readonly IHubContext<ChatHub, IChatClient> _hub;
    private readonly Rooms _rooms;
    private readonly NodeExchange _others;
    private readonly Memberships _memberships;
    private readonly Presence _presence;
    private readonly ILogger<Broadcaster> _logger;
    private int _sending;

    public Broadcaster(
        IHubContext<ChatHub, IChatClient> hub, Rooms rooms, NodeExchange others, Memberships memberships, Presence presence, ILogger<Broadcaster> logger)
    {
        (_hub, _rooms, _others, _memberships, _presence, _logger) = (hub, rooms, others, memberships, presence, logger);
        (others.Serves, others.Served, others.Received) = (rooms.Serves, () => rooms.Served, Take);
    }

    public static string NameOf(Guid groupId) => $"group:{groupId:N}";

    /// <summary>Returns at once: whoever posts does not wait for the slowest reader.</summary>
    public void Entries(Guid groupId, RoomEntry[] entries)
    {
        if (entries.Length == 0)
            return;
        EntriesHere(groupId, entries);
        _others.Tell(new(groupId, Entries: entries));
    }

    public void Held(Guid groupId, Guid authorId, HeldMessage message)
    {
        HeldHere(groupId, authorId, message);
        _others.Tell(new(groupId, Held: new(authorId, message)));
    }

    /// <summary>Tells the room how far its log has come, so that whoever lacks something asks.</summary>
    public void Head(Guid groupId, long lastSequence)
    {
        if (Send(() => _hub.Clients.Group(NameOf(groupId)).Head(groupId, lastSequence)))
            _rooms.Told(groupId, lastSequence);
    }

    public async Task AdmitAsync(Guid groupId, Guid memberId, string connectionId)
    {
        _rooms.Enter(groupId, memberId, connectionId);
        await _hub.Groups.AddToGroupAsync(connectionId, NameOf(groupId));
        // Even when it is not the first one here: the first one may still be waiting for the broker's answer.
        await _others.FollowAsync(groupId);
    }

    public async Task DismissAsync(Guid groupId, string connectionId)
    {
        Forget(groupId, connectionId);
        await _hub.Groups.RemoveFromGroupAsync(connectionId, NameOf(groupId));
    }

    /// <summary>Ends what the member gets of the group, on every connection of every node.</summary>
    public async Task DismissAsync(Guid groupId, Guid memberId)
    {
        await DismissHereAsync(groupId, memberId);
        _others.Tell(new(groupId, Dismissed: memberId));
    }

    /// <summary>Has every node ask the database again what holds in the group.</summary>
    public void Changed(Guid groupId)
    {
        _memberships.ForgetRules(groupId);
        _others.Tell(new(groupId, Changed: true));
    }

    public void Forget(Guid groupId, string connectionId)
    {
        if (_rooms.Leave(groupId, connectionId))
            _ = _others.FollowAsync(groupId);
    }

    private void Take(NodeMessage message)
    {
        if (message.Entries is { Length: > 0 } entries)
            EntriesHere(message.GroupId, entries);
        if (message.Held is { } held)
            HeldHere(message.GroupId, held.AuthorId, held.Message);
        if (message.Present is { } present)
            _presence.Heard(message.GroupId, present);
        if (message.Changed)
            _memberships.ForgetRules(message.GroupId);
        if (message.Dismissed is { } memberId)
        {
            _memberships.Forget(message.GroupId, memberId);
            Send(() => DismissHereAsync(message.GroupId, memberId));
        }
    }

    private void EntriesHere(Guid groupId, RoomEntry[] entries)
    {
        if (Send(() => _hub.Clients.Group(NameOf(groupId)).Entries(groupId, entries)))
            _rooms.Told(groupId, entries.Max(entry => entry.Sequence));
    }

    private void HeldHere(Guid groupId, Guid authorId, HeldMessage message) => Send(() => _hub.Clients.User(authorId.ToString()).Held(groupId, message));

    private async Task DismissHereAsync(Guid groupId, Guid memberId)
    {
        foreach (var connectionId in _rooms.ConnectionsOf(groupId, memberId))
            await DismissAsync(groupId, connectionId);
    }

    private bool Send(Func<Task> send)
    {
        if (Interlocked.Increment(ref _sending) <= Limit)
        {
            _ = SendAsync(send);
            return true;
        }
        Interlocked.Decrement(ref _sending);
        return false;
    }

    private async Task SendAsync(Func<Task> send)
    {
        try
        {
            await send();
        }
        catch (Exception exception)
        {
            _logger.LogWarning("Open connections could not be told something: {Fault}", exception.GetType().Name);
        }
        finally
        {
            Interlocked.Decrement(ref _sending);
        }
    }
}
