using Microsoft.EntityFrameworkCore;
using PeerSupport.Chat.Data;
using PeerSupport.Chat.Hubs;
using PeerSupport.Contracts;
using PeerSupport.Outbox;

namespace PeerSupport.Chat.Messages;

/// <summary>
/// Everything that happens to a message after it was posted. Each runs in a transaction that locks the group's row first and the message
/// after it, as the writers do, and is told to open connections once it stands.
/// </summary>
internal sealed class MessageChanges(ChatDb db, Broadcaster broadcaster, TimeProvider clock)
{
    /// <summary>What stands in front of an own message; it never changes while the message is there.</summary>
    public Task<string?> ContentNoteAsync(Guid groupId, Guid messageId, Guid authorId, CancellationToken cancellationToken) => db.Messages
        .Where(message => message.Id == messageId && message.GroupId == groupId && message.AuthorId == authorId)
        .Select(message => message.ContentNote).SingleOrDefaultAsync(cancellationToken);

    public async Task<(Message? Message, long? Sequence, Refusal? Refusal)> EditAsync(
        NewText request, Guid authorId, Screened screened, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var message = await LockAsync(request.GroupId, request.MessageId, cancellationToken);
        if (message?.AuthorId != authorId || message.State is not (MessageState.Visible or MessageState.Held))
            return (null, null, Refusal.NotFound);
        if (message.State == MessageState.Visible && now - message.PostedAt > Message.EditWindow)
            return (null, null, Refusal.TooLate);

        // Whoever has an open case about it sees the text as it is now, even where the change alone would need nobody.
        if (message.UnderReview && screened.Handling == MessageHandling.Delivered)
            screened = screened with { Handling = MessageHandling.Flagged };

        long? sequence = null;
        var revision = message.NextRevision;
        if (screened.Handling == MessageHandling.Held)
        {
            if (message.State == MessageState.Held)
                Keep(message, now);
            message.HoldChange(request.Body!, now);
            TellAuthor(HeldMessages.Waiting(message), message);
        }
        else
        {
            var wasHeld = message.State == MessageState.Held;
            Keep(message, now);
            message.Change(request.Body!, screened.Handling);
            sequence = await AppendAsync(message, wasHeld ? EntryKind.Release : EntryKind.Edit, authorId, now, null, cancellationToken);
            if (wasHeld)
                TellAuthor(HeldMessages.Of(message, "released", Texts.ReleasedByChange), message);
        }

        var text = MessageScreening.TextOf(request.Body!, message.ContentNote);
        db.Enqueue(new MessagesScreened(Guid.CreateVersion7(), now, [screened.For(message.GroupId, message.Id, authorId, message.PostedAt, revision, text)]));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (message, sequence, null);
    }

    /// <summary>Deletes an own message, or takes back a held one.</summary>
    public async Task<(Message? Message, Refusal? Refusal)> DeleteAsync(MessageReference request, Guid authorId, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var message = await LockAsync(request.GroupId, request.MessageId, cancellationToken);
        if (message?.AuthorId != authorId || message.State is MessageState.Removed)
            return (null, Refusal.NotFound);
        if (message.State is MessageState.Deleted or MessageState.TakenBack)
            return (message, null);

        // Also of a message that nobody has to look at: it may have been looked at before, and moderation may have learnt from its words.
        db.Enqueue(new MessageTakenBack(Guid.CreateVersion7(), now, message.GroupId, message.Id, authorId, NobodyWaits: !message.UnderReview));
        message.Delete();
        await db.MessageRevisions.Where(revision => revision.MessageId == message.Id).ExecuteDeleteAsync(cancellationToken);
        if (message.State == MessageState.Deleted)
            await AppendAsync(message, EntryKind.Delete, authorId, now, null, cancellationToken);
        else
            TellAuthor(HeldMessages.Of(message, "taken_back", Texts.TakenBack), message);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (message, null);
    }

    public async Task<Refusal?> ReactAsync(Guid groupId, Guid messageId, Guid memberId, Reaction? reaction, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var message = await LockAsync(groupId, messageId, cancellationToken);
        if (message?.State != MessageState.Visible)
            return Refusal.NotFound;

        var now = await db.Entries.Where(entry => entry.MessageId == messageId && entry.AuthorId == memberId && entry.Kind == EntryKind.Reaction)
            .OrderByDescending(entry => entry.Sequence).Select(entry => entry.Reaction).FirstOrDefaultAsync(cancellationToken);
        if (now == reaction)
            return null;

        await AppendAsync(message, EntryKind.Reaction, memberId, clock.GetUtcNow(), reaction, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return null;
    }

    /// <summary>Puts a message on top of the room in the place of the one before, or with null takes that one down.</summary>
    public async Task<Refusal?> PinAsync(Guid groupId, Guid? messageId, Guid memberId, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var message = messageId is { } id ? await LockAsync(groupId, id, cancellationToken) : null;
        if (messageId is not null && message?.State != MessageState.Visible)
            return Refusal.NotFound;
        var before = await db.Groups.Where(group => group.Id == groupId).Select(group => group.PinnedMessageId).SingleOrDefaultAsync(cancellationToken);
        if (before == messageId)
            return null;

        await db.Groups.Where(group => group.Id == groupId).ExecuteUpdateAsync(set => set.SetProperty(group => group.PinnedMessageId, messageId), cancellationToken);
        if (message is not null)
            await AppendAsync(message, EntryKind.Pin, memberId, clock.GetUtcNow(), null, cancellationToken);
        else if (await LockAsync(groupId, before!.Value, cancellationToken) is { } old)
            await AppendAsync(old, EntryKind.Unpin, memberId, clock.GetUtcNow(), null, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return null;
    }

    /// <summary>Applies what a moderator decided, within the transaction of the caller. It speaks of one revision; another one is another decision's.</summary>
    public async Task DecideAsync(MessageDecided decision, CancellationToken cancellationToken)
    {
        var message = await LockAsync(decision.GroupId, decision.MessageId, cancellationToken);
        var isChange = message?.PendingRevision == decision.Revision;
        if (message is null || (message.Revision != decision.Revision && !isChange))
            return;

        switch (message.State, decision.Outcome)
        {
            case (MessageState.Visible, DecisionOutcome.Keep) when isChange:
                Keep(message, decision.OccurredAt);
                message.ReleaseChange(decision);
                await AppendAsync(message, EntryKind.Edit, message.AuthorId, decision.OccurredAt, null, cancellationToken);
                TellAuthor(HeldMessages.Of(message, "released", Texts.Released), message);
                break;
            case (MessageState.Visible, DecisionOutcome.Remove) when isChange:
                var refused = message.PendingBody!;
                message.RefuseChange(decision);
                TellAuthor(HeldMessages.Of(message, "removed", Texts.ChangeRefused) with { Body = refused }, message);
                break;
            case (MessageState.Held, DecisionOutcome.Keep) or (MessageState.Removed, DecisionOutcome.Keep):
                message.Release(decision);
                await AppendAsync(message, EntryKind.Release, message.AuthorId, decision.OccurredAt, null, cancellationToken);
                TellAuthor(HeldMessages.Of(message, "released", Texts.Released), message);
                break;
            case (MessageState.Visible, DecisionOutcome.Keep):
                message.Keep(decision);
                break;
            case (MessageState.Held or MessageState.Visible, DecisionOutcome.Remove):
                message.Remove(decision);
                // What nobody has seen leaves no trace in the log.
                if (message.Sequence is not null)
                    await AppendAsync(message, EntryKind.Removal, message.AuthorId, decision.OccurredAt, null, cancellationToken);
                TellAuthor(HeldMessages.Removed(message), message);
                break;
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    public async Task<Message?> LockAsync(Guid groupId, Guid messageId, CancellationToken cancellationToken)
    {
        await db.Database.ExecuteSqlAsync($"select 1 from groups where id = {groupId} for no key update", cancellationToken);
        return await db.Messages.SingleOrDefaultAsync(message => message.Id == messageId && message.GroupId == groupId, cancellationToken);
    }

    private async Task<long> AppendAsync(Message message, EntryKind kind, Guid memberId, DateTimeOffset at, Reaction? reaction, CancellationToken cancellationToken)
    {
        var sequence = (await db.Database.SqlQuery<long>($"""
            update groups set last_sequence = last_sequence + 1 where id = {message.GroupId} returning last_sequence as "Value"
            """).ToListAsync(cancellationToken)).Single();
        var entry = new Entry(message.GroupId, sequence, kind, message.Id, memberId, at, reaction);
        db.Add(entry);
        if (kind == EntryKind.Release && message.Sequence is null)
        {
            message.Number(sequence);
            // As it stands in memory it is not stored yet, and the events are made from what is stored.
            await db.SaveChangesAsync(cancellationToken);
            await db.Database.ExecuteSqlRawAsync(Addressing.Sql("{0}", "{1}"), [new[] { message.Id }, Addressing.EventType], cancellationToken);
        }

        var author = await db.Members.Where(member => member.Id == memberId).Select(member => member.Pseudonym).FirstOrDefaultAsync(cancellationToken) ?? "";
        // The row is locked, so nobody leaves between this and the commit.
        var departures = await db.Groups.Where(group => group.Id == message.GroupId).Select(group => group.Departures).SingleAsync(cancellationToken);
        var told = RoomEntries.Of(entry, message, author);
        AfterCommit(() => broadcaster.Entries(message.GroupId, [told], departures));
        return sequence;
    }

    /// <summary>Keeps the text that is about to be replaced, for moderators.</summary>
    private void Keep(Message message, DateTimeOffset at) => db.Add(new MessageRevision(message.Id, message.Revision, message.Body, at));

    private void TellAuthor(HeldMessage held, Message message) => AfterCommit(() => broadcaster.Held(message.GroupId, message.AuthorId, held));

    private void AfterCommit(Action tell) => db.AfterCommit.Add(() =>
    {
        tell();
        return Task.CompletedTask;
    });
}
