using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PeerSupport.Contracts;

namespace PeerSupport.Chat.Messages;

internal enum MessageState
{
    Visible,
    Held,
    Removed,
    Deleted,
    TakenBack,
}

/// <summary>
/// A message as it is now. The one copy of its text: the log refers to it, so what is edited away, deleted or removed is handed out to nobody
/// who reads the log later.
/// </summary>
internal sealed class Message
{
    /// <summary>How long an author may change a message that others have seen.</summary>
    public static readonly TimeSpan EditWindow = TimeSpan.FromMinutes(15);

    /// <summary>By when somebody looks at a held one.</summary>
    public static readonly TimeSpan HeldFor = TimeSpan.FromMinutes(30);

    private Message()
    {
    }

    public Guid Id { get; private set; }

    public Guid GroupId { get; private set; }

    public Guid AuthorId { get; private set; }

    public Guid ClientId { get; private set; }

    public string Body { get; private set; } = "";

    public string? ContentNote { get; private set; }

    public Guid? ReplyTo { get; private set; }

    /// <summary>Whom it names with an @; members of the group at the time.</summary>
    public Guid[] Mentions { get; private set; } = [];

    public DateTimeOffset PostedAt { get; private set; }

    /// <summary>The number of its first entry in the log; null while nobody but its author has seen it.</summary>
    public long? Sequence { get; private set; }

    public MessageState State { get; private set; }

    public int Revision { get; private set; }

    public MessageHandling Handling { get; private set; }

    public bool Folded { get; private set; }

    /// <summary>Whether somebody has still to look at it, because of screening or a report.</summary>
    public bool UnderReview { get; private set; }

    public DateTimeOffset? DueBy { get; private set; }

    /// <summary>An edit that is held while the group goes on seeing the text before it.</summary>
    public string? PendingBody { get; private set; }

    public int? PendingRevision { get; private set; }

    /// <summary>What the author reads about the decision.</summary>
    public string? Reason { get; private set; }

    public string? Guideline { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }

    public int NextRevision => Math.Max(Revision, PendingRevision ?? 0) + 1;

    /// <summary>Replaces the text, which screening lets the group see.</summary>
    public void Change(string body, MessageHandling handling)
    {
        (Revision, Body, Handling) = (NextRevision, body, handling);
        (PendingBody, PendingRevision) = (null, null);
        Folded |= handling == MessageHandling.Folded;
        UnderReview |= handling != MessageHandling.Delivered;
        if (State == MessageState.Held)
            (State, DueBy) = (MessageState.Visible, null);
    }

    /// <summary>Replaces the text of a held message, or keeps a held edit beside the text that the group sees.</summary>
    public void HoldChange(string body, DateTimeOffset now)
    {
        if (State == MessageState.Held)
            (Revision, Body) = (NextRevision, body);
        else
            (PendingRevision, PendingBody, DueBy) = (NextRevision, body, now + HeldFor);
        UnderReview = true;
    }

    public void Number(long sequence) => Sequence ??= sequence;

    public void ReleaseChange(MessageDecided decision)
    {
        (Body, Revision) = (PendingBody!, PendingRevision!.Value);
        RefuseChange(decision);
        (Reason, Guideline) = (null, null);
    }

    public void RefuseChange(MessageDecided decision)
    {
        (PendingBody, PendingRevision, DueBy) = (null, null, null);
        Decide(decision);
    }

    public void Release(MessageDecided decision)
    {
        State = MessageState.Visible;
        Decide(decision);
        (Reason, Guideline) = (null, null);
    }

    public void Remove(MessageDecided decision)
    {
        State = MessageState.Removed;
        (PendingBody, PendingRevision) = (null, null);
        Decide(decision);
    }

    public void Keep(MessageDecided decision)
    {
        Decide(decision);
        (Reason, Guideline) = (null, null);
    }

    public void Review() => UnderReview = true;

    /// <summary>By its author. The text goes; what a moderator had been sent of it stays with the case.</summary>
    public void Delete()
    {
        State = State == MessageState.Held ? MessageState.TakenBack : MessageState.Deleted;
        (Body, ContentNote, Mentions, PendingBody, PendingRevision, UnderReview) = ("", null, [], null, null, false);
    }

    private void Decide(MessageDecided decision) =>
        (Reason, Guideline, DecidedAt, UnderReview, DueBy) = (decision.Reason, decision.Guideline, decision.OccurredAt, false, null);

    internal sealed class Configuration : IEntityTypeConfiguration<Message>
    {
        public void Configure(EntityTypeBuilder<Message> builder)
        {
            // No foreign keys on the hot path: the one writer makes the ids itself and holds the group's row.
            builder.HasIndex(message => new { message.AuthorId, message.ClientId }).IsUnique();
            builder.HasIndex(message => new { message.GroupId, message.PostedAt, message.Id });
            builder.HasIndex(message => new { message.AuthorId, message.GroupId })
                .HasFilter("state in ('held', 'removed') or pending_body is not null").HasDatabaseName("ix_messages_author_attention");
            builder.Property(message => message.ContentNote).HasMaxLength(200);
        }
    }
}
