using MassTransit;
using PeerSupport.Contracts;

namespace PeerSupport.Gateway.Sessions;

/// <summary>Ends the member's sessions here. One that began after the event stays: it may be the new sign-in.</summary>
internal sealed class SignedOutEverywhereConsumer(SessionStore sessions) : IConsumer<SignedOutEverywhere>
{
    public Task Consume(ConsumeContext<SignedOutEverywhere> context) =>
        sessions.EndAllAsync(context.Message.MemberId, context.Message.OccurredAt, context.CancellationToken);
}
