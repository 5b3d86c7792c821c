using System.Diagnostics;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PeerSupport.Contracts;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Outbox;

/// <summary>The columns of one pending event, for those who write them with plain SQL; call <see cref="WakeSignal.Notify"/> of <see cref="OutboxSignal"/> after the commit.</summary>
/// <param name="MessageId">The event's id.</param>
/// <param name="Type">The full name of its record.</param>
/// <param name="Payload">The event as JSON.</param>
/// <param name="TraceParent">The W3C trace context, if there is one.</param>
/// <param name="CreatedAt">The event's time.</param>
public sealed record OutboxRow(Guid MessageId, string Type, string Payload, string? TraceParent, DateTimeOffset CreatedAt)
{
    /// <summary>Every event of Contracts by its full name; nothing else is ever published or read.</summary>
    internal static readonly IReadOnlyDictionary<string, Type> Types = typeof(IIntegrationEvent).Assembly.GetExportedTypes()
        .Where(type => type is { IsClass: true } && type.IsAssignableTo(typeof(IIntegrationEvent)))
        .ToDictionary(type => type.FullName!);

    /// <summary>Serialises an event.</summary>
    public static OutboxRow From(IIntegrationEvent integrationEvent)
    {
        var type = integrationEvent.GetType();
        return new(integrationEvent.EventId, type.FullName!, JsonSerializer.Serialize(integrationEvent, type, Json.Options), Activity.Current?.Id, integrationEvent.OccurredAt);
    }
}

/// <summary>The only way to publish.</summary>
public static class OutboxExtensions
{
    /// <summary>
    /// Adds the event to the unit of work; it is published once, and only if, the one <c>SaveChangesAsync</c> that follows succeeds.
    /// </summary>
    public static void Enqueue(this DbContext db, IIntegrationEvent integrationEvent) => db.Add(new OutboxMessage(OutboxRow.From(integrationEvent)));
}
