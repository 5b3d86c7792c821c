using Microsoft.EntityFrameworkCore;
using PeerSupport.Chat.Data;
using PeerSupport.Chat.Hubs;

namespace PeerSupport.Chat.Messages;

/// <summary>
/// Reads the log. The text comes from the message as it is now, so nobody gets what was edited away, deleted or removed while they were away. That the reader
/// belongs to the group is part of each query: whoever is taken out between the look and the reading gets nothing.
/// </summary>
internal sealed class History(ChatDb db, TimeProvider clock)
{
    public const int LatestCount = 50;
    public const int CatchupLimit = 500;
    private static readonly TimeSpan RemovedShown = TimeSpan.FromDays(7);

    public async Task<Stretch> LatestAsync(Guid groupId, Guid memberId, CancellationToken cancellationToken)
    {
        // The head is read first: entries that come in between are then included as well and only make the answer newer than it says.
        var last = await HeadAsync(groupId, memberId, cancellationToken);
        var entries = await BackwardsAsync(groupId, memberId, long.MaxValue, cancellationToken);
        return new() { Entries = [.. entries], LastSequence = last, HasEarlier = entries is [{ Sequence: > 1 }, ..] };
    }

    public async Task<Stretch> AfterAsync(Guid groupId, Guid memberId, long after, CancellationToken cancellationToken)
    {
        var last = await HeadAsync(groupId, memberId, cancellationToken);
        var entries = await ReadAsync(
            LogOf(groupId, memberId).Where(entry => entry.Sequence > after).OrderBy(entry => entry.Sequence).Take(CatchupLimit + 1), cancellationToken);
        var more = entries.Count > CatchupLimit;
        if (more)
            entries.RemoveAt(CatchupLimit);
        return new() { Entries = [.. entries], LastSequence = last, More = more, HasEarlier = after > 0 };
    }

    public async Task<Stretch> BeforeAsync(Guid groupId, Guid memberId, long before, CancellationToken cancellationToken)
    {
        var entries = await BackwardsAsync(groupId, memberId, before, cancellationToken);
        return new() { Entries = [.. entries], HasEarlier = entries is [{ Sequence: > 1 }, ..] };
    }

    /// <summary>The number at a place; null where there is nothing. From a time after the last message on it is the last one's.</summary>
    public async Task<long?> PlaceAsync(LogPlace place, CancellationToken cancellationToken)
    {
        if (place.Sequence is not null)
            return place.Sequence;
        var seen = db.Messages.Where(message => message.GroupId == place.GroupId && message.Sequence != null);
        if (place.MessageId is { } id)
            return await seen.Where(message => message.Id == id).Select(message => message.Sequence).SingleOrDefaultAsync(cancellationToken);
        if (place.At?.ToUniversalTime() is not { } at)
            return null;
        return await seen.Where(message => message.PostedAt >= at).OrderBy(message => message.PostedAt).ThenBy(message => message.Id).Select(message => message.Sequence)
                .FirstOrDefaultAsync(cancellationToken)
            ?? await seen.OrderByDescending(message => message.PostedAt).ThenByDescending(message => message.Id).Select(message => message.Sequence)
                .FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Some lines before a number, and from it on.</summary>
    public async Task<Stretch> AroundAsync(Guid groupId, Guid memberId, long sequence, CancellationToken cancellationToken)
    {
        var before = await BackwardsAsync(groupId, memberId, sequence, cancellationToken, LatestCount / 2);
        var after = await ReadAsync(
            LogOf(groupId, memberId).Where(entry => entry.Sequence >= sequence).OrderBy(entry => entry.Sequence).Take((LatestCount / 2) + 1), cancellationToken);
        var more = after.Count > LatestCount / 2;
        if (more)
            after.RemoveAt(LatestCount / 2);
        RoomEntry[] entries = [.. before, .. after];
        return new() { Entries = entries, HasEarlier = entries is [{ Sequence: > 1 }, ..], More = more };
    }

    /// <summary>The first line of the message that stands on top of the room; null when there is none, or none any more.</summary>
    public async Task<RoomEntry?> PinnedAsync(Guid groupId, Guid memberId, CancellationToken cancellationToken) =>
        (await ReadAsync(
            from message in db.Messages
            join entry in LogOf(groupId, memberId) on new { message.GroupId, Sequence = message.Sequence!.Value } equals new { entry.GroupId, entry.Sequence }
            where message.State == MessageState.Visible && db.Groups.Any(room => room.Id == groupId && room.PinnedMessageId == message.Id)
            select entry,
            cancellationToken)).SingleOrDefault();

    /// <summary>The member's own messages in the group that wait, and those taken out within the last days, with the reason.</summary>
    public async Task<HeldMessage[]> AttentionAsync(Guid groupId, Guid memberId, CancellationToken cancellationToken)
    {
        var since = clock.GetUtcNow() - RemovedShown;
        var messages = await db.Messages.AsNoTracking()
            .Where(message => message.GroupId == groupId && message.AuthorId == memberId
                && (message.State == MessageState.Held || message.PendingBody != null || (message.State == MessageState.Removed && message.DecidedAt > since)))
            .OrderBy(message => message.PostedAt).Take(100).ToListAsync(cancellationToken);
        return [.. messages.Select(message => message.State == MessageState.Removed ? HeldMessages.Removed(message) : HeldMessages.Waiting(message))];
    }

    private async Task<List<RoomEntry>> BackwardsAsync(Guid groupId, Guid memberId, long before, CancellationToken cancellationToken, int count = LatestCount)
    {
        var entries = await ReadAsync(
            LogOf(groupId, memberId).Where(entry => entry.Sequence < before).OrderByDescending(entry => entry.Sequence).Take(count), cancellationToken);
        entries.Reverse();
        return entries;
    }

    private IQueryable<Entry> LogOf(Guid groupId, Guid memberId) => db.Entries.Where(entry => entry.GroupId == groupId
        && db.Memberships.Any(membership => membership.GroupId == groupId && membership.MemberId == memberId && membership.LeftAt == null));

    private Task<long> HeadAsync(Guid groupId, Guid memberId, CancellationToken cancellationToken) =>
        db.Groups.Where(group => group.Id == groupId
            && db.Memberships.Any(membership => membership.GroupId == groupId && membership.MemberId == memberId && membership.LeftAt == null)).Select(group => group.LastSequence).SingleOrDefaultAsync(cancellationToken);

    private async Task<List<RoomEntry>> ReadAsync(IQueryable<Entry> entries, CancellationToken cancellationToken)
    {
        var rows = await entries.AsNoTracking().Select(entry => new
        {
            Entry = entry,
            Message = db.Messages.Single(message => message.Id == entry.MessageId),
            Author = db.Members.Where(member => member.Id == entry.AuthorId).Select(member => member.Pseudonym).FirstOrDefault(),
        }).ToListAsync(cancellationToken);
        return [.. rows.Select(row => RoomEntries.Of(row.Entry, row.Message, row.Author ?? ""))];
    }
}

/// <summary>Makes the lines that members get.</summary>
internal static class RoomEntries
{
    public static RoomEntry Of(Entry entry, Message message, string author)
    {
        var carriesText = entry.Kind is EntryKind.Post or EntryKind.Release or EntryKind.Edit or EntryKind.Pin && message.State == MessageState.Visible;
        return new(entry.Sequence, Wire.Of(entry.Kind), message.Id, message.ClientId, entry.AuthorId, author, entry.At,
            carriesText ? message.Body : null, carriesText ? message.ReplyTo : null, carriesText ? message.ContentNote : null,
            carriesText && message.Folded, entry.Reaction is { } reaction ? Wire.Of(reaction) : null, carriesText && message.Mentions.Length > 0 ? message.Mentions : null);
    }
}

/// <summary>What an author is told about a message that only they see.</summary>
internal static class HeldMessages
{
    public static HeldMessage Waiting(Message message) =>
        Of(message, "held", Texts.Held) with { Body = message.PendingBody ?? message.Body, Reason = null, Guideline = null };

    public static HeldMessage Removed(Message message) => Of(message, "removed", Texts.Removed);

    public static HeldMessage Of(Message message, string state, string why) =>
        new(message.Id, message.ClientId, message.Body, message.PostedAt, state, why, message.DueBy, message.Reason, message.Guideline);
}
