using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PeerSupport.Chat.Groups;

/// <summary>What a member is in a group.</summary>
public enum GroupRole
{
    /// <summary>Takes part.</summary>
    Member,

    /// <summary>Takes part and holds the group: answers who asks to come in, and sees who belongs to it.</summary>
    Facilitator,
}

/// <summary>That a member belongs to a group, and which charter they agreed to.</summary>
internal sealed class Membership
{
    private Membership()
    {
    }

    public Membership(Guid groupId, Guid memberId, long charterVersion, DateTimeOffset at) =>
        (GroupId, MemberId, CharterVersion, JoinedAt) = (groupId, memberId, charterVersion, at);

    public Guid GroupId { get; private set; }

    public Guid MemberId { get; private set; }

    public GroupRole Role { get; private set; }

    /// <summary>The version of the charter that was agreed to.</summary>
    public long CharterVersion { get; private set; }

    public DateTimeOffset JoinedAt { get; private set; }

    /// <summary>Null while they belong to it.</summary>
    public DateTimeOffset? LeftAt { get; private set; }

    internal sealed class Configuration : IEntityTypeConfiguration<Membership>
    {
        public void Configure(EntityTypeBuilder<Membership> builder)
        {
            builder.HasKey(membership => new { membership.GroupId, membership.MemberId });
            builder.HasIndex(membership => membership.MemberId);
            builder.Property(membership => membership.Role).HasDefaultValue(GroupRole.Member);
        }
    }
}
