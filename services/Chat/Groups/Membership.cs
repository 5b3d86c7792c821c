using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PeerSupport.Chat.Groups;

/// <summary>That a member belongs to a group, and which charter they agreed to.</summary>
internal sealed class Membership
{
    private Membership()
    {
    }

    public Membership(Guid groupId, Guid memberId, long charterVersion, DateTimeOffset at)
    {
        (GroupId, MemberId) = (groupId, memberId);
        Join(charterVersion, at);
    }

    public Guid GroupId { get; private set; }

    public Guid MemberId { get; private set; }

    /// <summary>The group's version whose charter was agreed to.</summary>
    public long CharterVersion { get; private set; }

    public DateTimeOffset JoinedAt { get; private set; }

    /// <summary>Null while they belong to it.</summary>
    public DateTimeOffset? LeftAt { get; private set; }

    public void Join(long charterVersion, DateTimeOffset at) => (CharterVersion, JoinedAt, LeftAt) = (charterVersion, at, null);

    public void Leave(DateTimeOffset at) => LeftAt = at;

    internal sealed class Configuration : IEntityTypeConfiguration<Membership>
    {
        public void Configure(EntityTypeBuilder<Membership> builder)
        {
            builder.HasKey(membership => new { membership.GroupId, membership.MemberId });
            builder.HasIndex(membership => membership.MemberId);
        }
    }
}
