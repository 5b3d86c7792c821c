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
    private readonly Departures _departures;
    private readonly ILogger<Broadcaster> _logger;
    private int _sending;

    public Broadcaster(
        IHubContext<ChatHub, IChatClient> hub, Rooms rooms, NodeExchange others, Memberships memberships, Departures departures, Presence presence, ILogger<Broadcaster> logger)
    {
        (_hub, _rooms, _others, _memberships, _departures, _presence, _logger) = (hub, rooms, others, memberships, departures, presence, logger);
        (others.Serves, others.Served, others.Received) = (rooms.Serves, () => rooms.Served, Take);
    }

    public static string NameOf(Guid groupId) => $"group:{groupId:N}";

    /// <summary>Returns at once: whoever posts does not wait for the slowest reader.</summary>
    /// <param name="groupId">Where.</param>
    /// <param name="entries">New lines of its log.</param>
    /// <param name="departures">How many had left the group before these lines; who is not certain to be still in it is looked up first.</param>
    public void Entries(Guid groupId, RoomEntry[] entries, long departures)
    {
        if (entries.Length == 0)
            return;
        EntriesHere(groupId, entries, departures);
        _others.Tell(new(groupId, Entries: entries, Departures: departures));
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

    /// <summary>False when they were taken out of the group in the same moment.</summary>
    public async Task<bool> AdmitAsync(Guid groupId, Occupant occupant, string connectionId)
    {
        _rooms.Enter(groupId, occupant, connectionId);
        await _hub.Groups.AddToGroupAsync(connectionId, NameOf(groupId));
        // Even when it is not the first one here: the first one may still be waiting for the broker's answer.
        await _others.FollowAsync(groupId);
        if (_rooms.Holds(groupId, connectionId))
            return true;
        // The dismissal came between the two lines above, and found nothing to take it out of.
        await _hub.Groups.RemoveFromGroupAsync(connectionId, NameOf(groupId));
        return false;
    }

    public async Task DismissAsync(Guid groupId, string connectionId)
    {
        Forget(groupId, connectionId);
        await OutAsync(groupId, connectionId);
    }

    /// <summary>Ends what those who have left the group get of it, on every connection of every node.</summary>
    /// <param name="groupId">The group.</param>
    /// <param name="memberId">Who has left just now.</param>
    public async Task DismissAsync(Guid groupId, Guid memberId)
    {
        await DismissLeftAsync(groupId);
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
            EntriesHere(message.GroupId, entries, message.Departures);
        if (message.Held is { } held)
            HeldHere(message.GroupId, held.AuthorId, held.Message);
        if (message.Present is { } present)
            _presence.Heard(message.GroupId, present);
        if (message.Changed)
            _memberships.ForgetRules(message.GroupId);
        if (message.Dismissed is { } memberId)
        {
            _memberships.Forget(message.GroupId, memberId);
            // A word that has waited for the broker may be of somebody who has come back since, so the database is asked and not the word believed.
            Send(() => DismissLeftAsync(message.GroupId));
        }
    }

    private void EntriesHere(Guid groupId, RoomEntry[] entries, long departures)
    {
        if (!_rooms.IsCertain(groupId, departures))
            Send(() => MakeCertainAsync(groupId, entries, departures));
        else if (Send(() => _hub.Clients.Group(NameOf(groupId)).Entries(groupId, entries)))
            _rooms.Told(groupId, entries.Max(entry => entry.Sequence));
    }

    /// <summary>
    /// Somebody has left since these members came in, and the word of who it was may come later than these lines, or never. When the database cannot be
    /// asked the lines are left out, and the members hear how far the log has come when it can.
    /// </summary>
    private async Task MakeCertainAsync(Guid groupId, RoomEntry[] entries, long departures)
    {
        _memberships.ForgetRules(groupId);
        // Once more where somebody came in meanwhile who was looked up before the leaving.
        do
            await DismissLeftAsync(groupId);
        while (!_rooms.IsCertain(groupId, departures));
        await _hub.Clients.Group(NameOf(groupId)).Entries(groupId, entries);
        _rooms.Told(groupId, entries.Max(entry => entry.Sequence));
    }

    private void HeldHere(Guid groupId, Guid authorId, HeldMessage message) => Send(() => _hub.Clients.User(authorId.ToString()).Held(groupId, message));

    private async Task DismissLeftAsync(Guid groupId)
    {
        var present = _rooms.In(groupId);
        if (present.Length == 0)
            return;
        var (left, counted) = await _departures.OfAsync(groupId, [.. present.Select(one => one.Value.MemberId).Distinct()]);
        foreach (var (connectionId, occupant) in present.Where(one => left.Contains(one.Value.MemberId)))
            if (_rooms.Leave(groupId, connectionId, occupant, out var isLast))
            {
                if (isLast)
                    _ = _others.FollowAsync(groupId);
                await OutAsync(groupId, connectionId);
            }
        _rooms.Confirm(groupId, present.Select(one => one.Key), counted);
    }

    private async Task OutAsync(Guid groupId, string connectionId)
    {
        await _hub.Groups.RemoveFromGroupAsync(connectionId, NameOf(groupId));
        // Whoever has joined again in the same moment must not be left standing outside without knowing it.
        if (_rooms.Holds(groupId, connectionId))
            await _hub.Groups.AddToGroupAsync(connectionId, NameOf(groupId));
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
