using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.AspNetCore.SignalR;

namespace PeerSupport.ServiceDefaults;

/// <summary>
/// The hub connections of this node, so that signing out everywhere ends them at once. By itself a connection outlives the session: it ends with
/// its access token, up to ten minutes later.
/// </summary>
/// <param name="clock">Tells when a sign-out need not be remembered any longer.</param>
public sealed class OpenConnections(TimeProvider clock)
{
    /// <summary>Longer than any access token lives.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(15);

    private readonly ConcurrentDictionary<string, HubCallerContext> _open = new();
    private readonly ConcurrentDictionary<Guid, int> _counts = new();
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _signedOut = new();

    /// <summary>Lists a connection that has just been made; ends it when its token is from before a sign-out. A client reconnects faster than an event travels.</summary>
    public void Add(HubCallerContext connection)
    {
        // Listed before it is checked, so a sign-out of this very moment finds it in one of the two ways.
        if (_open.TryAdd(connection.ConnectionId, connection) && connection.User?.MemberId() is { } owner)
            _counts.AddOrUpdate(owner, 1, (_, count) => count + 1);
        if (connection.User?.MemberId() is { } member && _signedOut.TryGetValue(member, out var at) && IsFromBefore(connection, at))
            connection.Abort();
    }

    /// <summary>How many connections the member has to this node.</summary>
    public int CountOf(Guid memberId) => _counts.GetValueOrDefault(memberId);

    /// <summary>Forgets a connection that has ended.</summary>
    public void Remove(HubCallerContext connection)
    {
        if (!_open.TryRemove(connection.ConnectionId, out _) || connection.User?.MemberId() is not { } owner)
            return;
        _counts.AddOrUpdate(owner, 0, (_, count) => count - 1);
        // Only when it is still none: a connection made this moment has already been counted.
        _counts.TryRemove(KeyValuePair.Create(owner, 0));
    }

    /// <summary>Ends the member's connections whose tokens were issued before <paramref name="at"/>, and those that such tokens still make.</summary>
    public void EndBefore(Guid memberId, DateTimeOffset at)
    {
        var limit = clock.GetUtcNow() - Remembered;
        foreach (var (member, ended) in _signedOut)
        {
            if (ended < limit)
                _signedOut.TryRemove(KeyValuePair.Create(member, ended));
        }

        _signedOut.AddOrUpdate(memberId, at, (_, earlier) => earlier > at ? earlier : at);
        foreach (var connection in _open.Values.Where(connection => connection.User?.MemberId() == memberId && IsFromBefore(connection, at)))
            connection.Abort();
    }

    /// <summary>Both times are identity's own, so no two clocks are compared. The token's has whole seconds, cut off.</summary>
    private static bool IsFromBefore(HubCallerContext connection, DateTimeOffset at) =>
        !long.TryParse(connection.User?.FindFirstValue("iat"), out var issued) || DateTimeOffset.FromUnixTimeSeconds(issued) < at;
}
