using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using Microsoft.EntityFrameworkCore;
using PeerSupport.Chat.Data;
using PeerSupport.Chat.Groups;
using PeerSupport.Chat.Members;
using PeerSupport.Chat.Messages;
using PeerSupport.Chat.Nodes;
using PeerSupport.Chat.People;
using PeerSupport.Chat.Support;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Chat.Hubs;

/// <summary>
/// The room: coming in, and what was said while one was away. A hub is made anew for each call, so what only some calls need, and above all
/// anything with a database context, is a parameter of theirs that the framework fills in.
/// </summary>
[Authorize]
internal sealed partial class ChatHub(
    MessageLog log,
    MessageStore store,
    MessageScreening screening,
    Sampler sampler,
    SupportDesk support,
    Memberships memberships,
    Broadcaster broadcaster,
    Presence presence,
    Paces paces,
    OpenConnections connections,
    TimeProvider clock) : Hub<IChatClient>
{
    private const string JoinedKey = "joined";
    // Ten windows are many; beyond twice as many nobody is reading, and the connection itself is refused.
    private const int MostConnections = 10;

    private ClaimsPrincipal Principal => Context.User!;

    private Guid Me => Principal.MemberId()!.Value;

    private string MyName => Principal.Pseudonym() ?? "";

    private string? MyCountry => Principal.FindFirstValue("country");

    private DateTimeOffset? EndsAt => long.TryParse(Principal.FindFirstValue("exp"), CultureInfo.InvariantCulture, out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    private CancellationToken Gone => Context.ConnectionAborted;

    public async Task<Joined> Join(Guid groupId, long? afterSequence, ChatDb db, History history)
    {
        if (connections.CountOf(Me) > MostConnections)
            return Refusal.TooMany.As<Joined>();
        if (paces.Joins.Take(Me) is var wait && wait > TimeSpan.Zero)
            return Refusal.TooFast(wait).As<Joined>();
        var room = await db.Groups
            .Where(group => group.Id == groupId && db.Memberships.Any(membership => membership.GroupId == groupId && membership.MemberId == Me && membership.LeftAt == null))
            .Select(group => new { Group = new RoomGroup(group.Id, group.Slug, group.Name), group.Departures }).SingleOrDefaultAsync(Gone);
        if (room is null || await memberships.FindAsync(groupId, Me, Gone) is not { } standing)
            return Refusal.NotMember.As<Joined>();

        await Member.MeetAsync(db, Me, MyName, MyCountry, Gone);
        // Into the room before the log is read: what comes in between arrives twice rather than not at all.
        if (!await broadcaster.AdmitAsync(groupId, new(Me, room.Departures), Context.ConnectionId))
            return Refusal.NotMember.As<Joined>();
        Rooms.Add(groupId);
        var stretch = afterSequence is { } after ? await history.AfterAsync(groupId, Me, after, Gone) : await history.LatestAsync(groupId, Me, Gone);
        return new()
        {
            Group = room.Group,
            Me = new(Me, MyName),
            Entries = stretch.Entries,
            LastSequence = stretch.LastSequence,
            HasEarlier = stretch.HasEarlier,
            More = stretch.More,
            Held = await history.AttentionAsync(groupId, Me, Gone),
            Here = presence.Of(groupId),
            Blocks = await db.BlocksOfAsync(Me, Gone),
            Themes = await db.ThemesOfAsync(Me, Gone),
            Rules = RulesOf(standing.Rules),
            Pinned = await history.PinnedAsync(groupId, Me, Gone),
            MayPin = MayPin(standing),
            EndsAt = EndsAt,
        };
    }

    public async Task<Stretch> Earlier(Guid groupId, long beforeSequence, History history) =>
        await memberships.BelongsAsync(groupId, Me, Gone) ? await history.BeforeAsync(groupId, Me, beforeSequence, Gone) : Refusal.NotMember.As<Stretch>();

    /// <summary>The talk on both sides of a place, for a look at the past.</summary>
    public async Task<Stretch> Around(LogPlace place, History history)
    {
        if (!await memberships.BelongsAsync(place.GroupId, Me, Gone))
            return Refusal.NotMember.As<Stretch>();
        return await history.PlaceAsync(place, Gone) is { } sequence ? await history.AroundAsync(place.GroupId, Me, sequence, Gone) : Refusal.NotFound.As<Stretch>();
    }

    public async Task<Stretch> Catchup(Guid groupId, long afterSequence, History history) =>
        await memberships.BelongsAsync(groupId, Me, Gone) ? await history.AfterAsync(groupId, Me, afterSequence, Gone) : Refusal.NotMember.As<Stretch>();

    public async Task<Answer> Leave(Guid groupId)
    {
        Rooms.Remove(groupId);
        await broadcaster.DismissAsync(groupId, Context.ConnectionId);
        return new();
    }

    private RoomRules RulesOf(GroupRules rules)
    {
        var hours = QuietHours.Of(rules, clock.GetUtcNow());
        return new(rules.SlowSeconds, SlowMode.SecondsOf(rules, isQuiet: true), hours?.From, hours?.Until, rules.IsArchived);
    }

    public override Task OnConnectedAsync()
    {
        connections.Add(Context);
        if (connections.CountOf(Me) > 2 * MostConnections)
            Context.Abort();
        return base.OnConnectedAsync();
    }

    public override async Task OnDisconnectedAsync(Exception? exception)
    {
        connections.Remove(Context);
        foreach (var groupId in Rooms)
            broadcaster.Forget(groupId, Context.ConnectionId);
        await base.OnDisconnectedAsync(exception);
    }

    private HashSet<Guid> Rooms
    {
        get
        {
            if (Context.Items.TryGetValue(JoinedKey, out var joined))
                return (HashSet<Guid>)joined!;
            var rooms = new HashSet<Guid>();
            Context.Items[JoinedKey] = rooms;
            return rooms;
        }
    }
}
