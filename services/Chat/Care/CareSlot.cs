using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PeerSupport.Chat.Care;

/// <summary>That somebody has spoken in a group for the first time, and by when their words should have an answer. There is one for a member and a group.</summary>
internal sealed class CareSlot
{
    private CareSlot()
    {
    }

    public CareSlot(Guid groupId, Guid memberId, Guid messageId, DateTimeOffset openedAt, DateTimeOffset dueAt) =>
        (GroupId, MemberId, MessageId, OpenedAt, DueAt) = (groupId, memberId, messageId, openedAt, dueAt);

    public Guid GroupId { get; private set; }

    public Guid MemberId { get; private set; }

    public Guid MessageId { get; private set; }

    public DateTimeOffset OpenedAt { get; private set; }

    public DateTimeOffset DueAt { get; private set; }

    /// <summary>When somebody else replied or reacted; null while nobody has.</summary>
    public DateTimeOffset? AnsweredAt { get; private set; }

    /// <summary>When those who hold the group were told that an answer is missing.</summary>
    public DateTimeOffset? ToldAt { get; private set; }

    public void Tell(DateTimeOffset at) => ToldAt = at;

    internal sealed class Configuration : IEntityTypeConfiguration<CareSlot>
    {
        public void Configure(EntityTypeBuilder<CareSlot> builder)
        {
            builder.HasKey(slot => new { slot.GroupId, slot.MemberId });
            builder.HasIndex(slot => slot.DueAt).HasFilter("answered_at is null").HasDatabaseName("ix_care_slots_open");
            builder.HasIndex(slot => slot.OpenedAt);
        }
    }
}
