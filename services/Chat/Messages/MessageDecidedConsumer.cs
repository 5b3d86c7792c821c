using MassTransit;
using PeerSupport.Contracts;

namespace PeerSupport.Chat.Messages;

/// <summary>Applies decisions. The inbox's transaction is around it.</summary>
internal sealed class MessageDecidedConsumer(MessageChanges changes) : IConsumer<MessageDecided>
{
    public Task Consume(ConsumeContext<MessageDecided> context) => changes.DecideAsync(context.Message, context.CancellationToken);
}
