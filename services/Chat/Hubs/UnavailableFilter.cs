using Microsoft.AspNetCore.SignalR;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Chat.Hubs;

/// <summary>Answers <c>unavailable</c> where the database is out of reach, so that a client tries again instead of reading an exception.</summary>
internal sealed class UnavailableFilter(ILogger<UnavailableFilter> logger) : IHubFilter
{
    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        try
        {
            return await next(invocationContext);
        }
        catch (Exception exception) when (exception.IsDatabaseAway())
        {
            logger.LogWarning("{Method} could not reach the database: {Fault}", invocationContext.HubMethodName, exception.GetType().Name);
            var answer = (Answer)Activator.CreateInstance(invocationContext.HubMethod.ReturnType.GetGenericArguments()[0])!;
            return answer with { Code = Refusal.Unavailable.Code, Message = Refusal.Unavailable.Message, RetryAfter = Refusal.Unavailable.RetryAfter };
        }
    }
}
