using MassTransit;
using PeerSupport.Contracts;
using PeerSupport.Moderation.Data;

namespace PeerSupport.Moderation.Ledger;

/// <summary>Nobody reads around in a group unseen. Whoever reads around a message that they have claimed is at work on it, which keeps it theirs.</summary>
internal sealed class MessageContextReadConsumer(ModerationDb db, LedgerWriter ledger, TimeProvider clock) : IConsumer<MessageContextRead>
{
    public async Task Consume(ConsumeContext<MessageContextRead> context)
    {
        var read = context.Message;
        // The case first and the ledger after it, as everybody locks them.
        var cases = await db.LockCasesAboutAsync(read.MessageId, context.CancellationToken);
        cases.ForEach(item => item.Renew(read.ModeratorId, clock.GetUtcNow()));
        var details = new Dictionary<string, string> { ["group"] = read.GroupId.ToString(), ["message"] = read.MessageId.ToString() };
        await ledger.AppendAsync(new LedgerFact(read.OccurredAt, read.ModeratorId, "context_read", cases.FirstOrDefault()?.Id, details), context.CancellationToken);
        await db.SaveChangesAsync(context.CancellationToken);
    }
}

internal static class LedgerRegistration
{
    public static void AddLedgerConsumers(this IBusRegistrationConfigurator bus) => bus.AddConsumer<MessageContextReadConsumer>();
}
