using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PeerSupport.Chat.Messages;

internal enum EntryKind
{
    Post,
    Release,
    Edit,
    Delete,
    Removal,
    Reaction,
    Pin,
    Unpin,
}

internal enum Reaction
{
    WithYou,
    Heard,
    ThankYou,
}

/// <summary>One line of a group's log. It says what happened and to which message, and holds no text of its own.</summary>
/// <param name="groupId">Whose log.</param>
/// <param name="sequence">The group's next number.</param>
/// <param name="kind">What happened.</param>
/// <param name="messageId">To which message.</param>
/// <param name="authorId">Who did it; for a release or removal the message's author, because who decided is not the group's business.</param>
/// <param name="at">When.</param>
/// <param name="reaction">For a reaction; null takes it back.</param>
internal sealed class Entry(Guid groupId, long sequence, EntryKind kind, Guid messageId, Guid authorId, DateTimeOffset at, Reaction? reaction = null)
{
    public Guid GroupId { get; private set; } = groupId;

    public long Sequence { get; private set; } = sequence;

    public EntryKind Kind { get; private set; } = kind;

    public Guid MessageId { get; private set; } = messageId;

    public Guid AuthorId { get; private set; } = authorId;

    public DateTimeOffset At { get; private set; } = at;

    public Reaction? Reaction { get; private set; } = reaction;

    internal sealed class Configuration : IEntityTypeConfiguration<Entry>
    {
        public void Configure(EntityTypeBuilder<Entry> builder)
        {
            builder.HasKey(entry => new { entry.GroupId, entry.Sequence });
            builder.HasIndex(entry => new { entry.MessageId, entry.AuthorId }).HasFilter("kind = 'reaction'");
        }
    }
}
