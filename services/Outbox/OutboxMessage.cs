using Microsoft.EntityFrameworkCore;

namespace PeerSupport.Outbox;

/// <summary>An event that waits in the service's own database until the broker has confirmed it.</summary>
public sealed class OutboxMessage
{
    private OutboxMessage()
    {
    }

    internal OutboxMessage(OutboxRow row) =>
        (MessageId, Type, Payload, TraceParent, CreatedAt) = (row.MessageId, row.Type, row.Payload, row.TraceParent, row.CreatedAt);

    /// <summary>The order within this database, given by it.</summary>
    public long Id { get; private set; }

    /// <summary>The event's id, and the message's on the broker.</summary>
    public Guid MessageId { get; private set; }

    /// <summary>The full name of the record in Contracts.</summary>
    public string Type { get; private set; } = "";

    /// <summary>The event as JSON.</summary>
    public string Payload { get; private set; } = "";

    /// <summary>The W3C trace context of the request that made it true.</summary>
    public string? TraceParent { get; private set; }

    /// <summary>When it was written, in UTC.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When it was set aside because it could not be read; null while it is pending.</summary>
    public DateTimeOffset? ParkedAt { get; private set; }
}

/// <summary>That a consumer has dealt with a message, so that a second delivery has no second effect.</summary>
internal sealed class InboxMessage
{
    public Guid MessageId { get; init; }

    public string Consumer { get; init; } = "";

    public DateTimeOffset ReceivedAt { get; init; }
}

/// <summary>The two tables in a service's model.</summary>
public static class OutboxModel
{
    /// <summary>Adds <c>outbox_messages</c> and <c>inbox_messages</c>. Call it in <c>OnModelCreating</c>.</summary>
    public static void AddOutbox(this ModelBuilder model)
    {
        var outbox = model.Entity<OutboxMessage>().ToTable("outbox_messages");
        outbox.HasKey(message => message.Id);
        outbox.Property(message => message.Type).HasMaxLength(200);
        outbox.Property(message => message.TraceParent).HasMaxLength(100);
        outbox.HasIndex(message => message.Id).HasFilter("parked_at is null").HasDatabaseName("ix_outbox_messages_pending");

        var inbox = model.Entity<InboxMessage>().ToTable("inbox_messages");
        inbox.HasKey(message => new { message.MessageId, message.Consumer });
        inbox.Property(message => message.Consumer).HasMaxLength(200);
        inbox.HasIndex(message => message.ReceivedAt);
    }
}
