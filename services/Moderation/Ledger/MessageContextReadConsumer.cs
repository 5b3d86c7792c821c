using MassTransit;
using Microsoft.EntityFrameworkCore;
using PeerSupport.Contracts;
using PeerSupport.Moderation.Data;

namespace PeerSupport.Moderation.Ledger;

/// <summary>Nobody reads around in a group unseen.</summary>
internal sealed class MessageContextReadConsumer(ModerationDb db, LedgerWriter ledger) : IConsumer<MessageContextRead>
{
    public async Task Consume(ConsumeContext<MessageContextRead> context)
    {
        var read = context.Message;
        var caseId = await db.Cases.Where(item => item.MessageId == read.MessageId).OrderBy(item => item.OpenedAt).Select(item => (Guid?)item.Id)
            .FirstOrDefaultAsync(context.CancellationToken);
        var details = new Dictionary<string, string> { ["group"] = read.GroupId.ToString(), ["message"] = read.MessageId.ToString() };
        await ledger.AppendAsync(new LedgerFact(read.OccurredAt, read.ModeratorId, "context_read", caseId, details), context.CancellationToken);
        await db.SaveChangesAsync(context.CancellationToken);
    }
}

internal static class LedgerRegistration
{
    public static void AddLedgerConsumers(this IBusRegistrationConfigurator bus) => bus.AddConsumer<MessageContextReadConsumer>();
}
