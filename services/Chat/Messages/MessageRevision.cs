using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PeerSupport.Chat.Messages;

/// <summary>
/// A text that its author has changed since. Only moderators read it, beside the case: somebody who hurts and then rewords would otherwise leave no
/// trace. It goes when its author deletes the message.
/// </summary>
internal sealed class MessageRevision(Guid messageId, int revision, string body, DateTimeOffset changedAt)
{
    public Guid MessageId { get; private set; } = messageId;

    public int Revision { get; private set; } = revision;

    public string Body { get; private set; } = body;

    public DateTimeOffset ChangedAt { get; private set; } = changedAt;

    internal sealed class Configuration : IEntityTypeConfiguration<MessageRevision>
    {
        public void Configure(EntityTypeBuilder<MessageRevision> builder) => builder.HasKey(revision => new { revision.MessageId, revision.Revision });
    }
}
