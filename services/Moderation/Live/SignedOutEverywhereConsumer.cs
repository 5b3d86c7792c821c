using MassTransit;
using PeerSupport.Contracts;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Moderation.Live;

/// <summary>Closes the consoles that a moderator left open somewhere. Every node hears it, because nobody knows which one holds the connection.</summary>
internal sealed class SignedOutEverywhereConsumer(OpenConnections connections) : IConsumer<SignedOutEverywhere>
{
    public Task Consume(ConsumeContext<SignedOutEverywhere> context)
    {
        connections.EndBefore(context.Message.MemberId, context.Message.OccurredAt);
        return Task.CompletedTask;
    }
}
