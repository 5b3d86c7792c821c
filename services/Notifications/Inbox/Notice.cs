using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PeerSupport.Notifications.Inbox;

/// <summary>What a notice is about; the page picks its picture by it.</summary>
public enum NoticeKind
{
    /// <summary>Somebody has just registered.</summary>
    Welcome,

    /// <summary>A message of theirs was let through.</summary>
    MessageReleased,

    /// <summary>A message of theirs was taken out.</summary>
    MessageRemoved,

    /// <summary>The team writes to them.</summary>
    FromTheTeam,

    /// <summary>Their report has arrived.</summary>
    ReportReceived,

    /// <summary>Their report was decided.</summary>
    ReportDecided,

    /// <summary>What became of their wish to join a group, or of their place in one.</summary>
    GroupAnswer,

    /// <summary>Something waits for those who hold a group.</summary>
    GroupWaits,

    /// <summary>Somebody answered a message of theirs.</summary>
    Answered,

    /// <summary>Somebody named them.</summary>
    Mentioned,
}

/// <summary>One entry of a member's inbox.</summary>
internal sealed class Notice
{
    private Notice()
    {
    }

    public Notice(Guid memberId, Guid eventId, NoticeKind kind, string title, string body, string? link, DateTimeOffset at) =>
        (Id, MemberId, EventId, Kind, Title, Body, Link, At) = (Guid.CreateVersion7(at), memberId, eventId, kind, title, body, link, at);

    public Guid Id { get; private set; }

    public Guid MemberId { get; private set; }

    /// <summary>The event that it tells of; no event tells one member anything twice.</summary>
    public Guid EventId { get; private set; }

    public NoticeKind Kind { get; private set; }

    public string Title { get; private set; } = "";

    public string Body { get; private set; } = "";

    public string? Link { get; private set; }

    public DateTimeOffset At { get; private set; }

    public DateTimeOffset? ReadAt { get; private set; }
}

internal sealed class NoticeTable : IEntityTypeConfiguration<Notice>
{
    public void Configure(EntityTypeBuilder<Notice> builder)
    {
        builder.ToTable("notices");
        builder.Property(notice => notice.Kind).HasConversion<string>().HasMaxLength(40);
        // The page key is (at, id): ids made in the same millisecond by two nodes have no order of their own.
        builder.HasIndex(notice => new { notice.MemberId, notice.At, notice.Id });
        builder.HasIndex(notice => notice.MemberId).HasFilter("read_at is null").HasDatabaseName("ix_notices_unread");
        builder.HasIndex(notice => new { notice.MemberId, notice.EventId }).IsUnique();
    }
}
