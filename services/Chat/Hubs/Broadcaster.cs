using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;

namespace PeerSupport.Chat.Hubs;

/// <summary>
/// The one place from which open connections are told something. It reaches the connections of this node; where several nodes run, the
/// other nodes' share is added here and nowhere else.
/// </summary>
internal sealed class Broadcaster(IHubContext<ChatHub, IChatClient> hub, ILogger<Broadcaster> logger)
{
    /// <summary>How many sendings may wait for slow readers. Beyond it entries are left out: a client sees the gap and asks, while memory does not grow.</summary>
    private const int Limit = 2000;

    /// <summary>Flat, so that nothing is left of a connection that has gone; whoever leaves a group is looked for in all of it, which is rare.</summary>
    private readonly ConcurrentDictionary<(Guid Group, Guid Member, string Connection), bool> _present = new();
    private int _sending;

    public static string NameOf(Guid groupId) => $"group:{groupId:N}";

    /// <summary>Returns at once: whoever posts does not wait for the slowest reader.</summary>
    public void Entries(Guid groupId, RoomEntry[] entries)
    {
        if (entries.Length > 0)
            Send(() => hub.Clients.Group(NameOf(groupId)).Entries(groupId, entries));
    }

    public void Held(Guid groupId, Guid authorId, HeldMessage message) => Send(() => hub.Clients.User(authorId.ToString()).Held(groupId, message));

    public async Task AdmitAsync(Guid groupId, Guid memberId, string connectionId)
    {
        _present[(groupId, memberId, connectionId)] = true;
        await hub.Groups.AddToGroupAsync(connectionId, NameOf(groupId));
    }

    public async Task DismissAsync(Guid groupId, Guid memberId, string connectionId)
    {
        Forget(groupId, memberId, connectionId);
        await hub.Groups.RemoveFromGroupAsync(connectionId, NameOf(groupId));
    }

    /// <summary>Ends what the member gets of the group, on every connection.</summary>
    public async Task DismissAsync(Guid groupId, Guid memberId)
    {
        foreach (var connection in _present.Keys.Where(present => present.Group == groupId && present.Member == memberId))
            await DismissAsync(groupId, memberId, connection.Connection);
    }

    public void Forget(Guid groupId, Guid memberId, string connectionId) => _present.TryRemove((groupId, memberId, connectionId), out _);

    private void Send(Func<Task> send)
    {
        if (Interlocked.Increment(ref _sending) <= Limit)
            _ = SendAsync(send);
        else
            Interlocked.Decrement(ref _sending);
    }

    private async Task SendAsync(Func<Task> send)
    {
        try
        {
            await send();
        }
        catch (Exception exception)
        {
            logger.LogWarning("Open connections could not be told something: {Fault}", exception.GetType().Name);
        }
        finally
        {
            Interlocked.Decrement(ref _sending);
        }
    }
}
