using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PeerSupport.Chat.People;

internal enum BlockKind
{
    /// <summary>The other's messages fold; their replies, mentions and reactions do not reach the member.</summary>
    Mute,

    /// <summary>The same, and the other's name is not shown either.</summary>
    Block,
}

/// <summary>
/// That a member does not want to meet another one. It changes only what this member's own devices show and what is sent to them: everybody in a room
/// gets the same lines, so the other one can never find out.
/// </summary>
internal sealed class Block(Guid memberId, Guid otherId, BlockKind kind, DateTimeOffset since)
{
    public Guid MemberId { get; private set; } = memberId;

    public Guid OtherId { get; private set; } = otherId;

    public BlockKind Kind { get; private set; } = kind;

    public DateTimeOffset Since { get; private set; } = since;

    internal sealed class Configuration : IEntityTypeConfiguration<Block>
    {
        public void Configure(EntityTypeBuilder<Block> builder) => builder.HasKey(block => new { block.MemberId, block.OtherId });
    }
}
