using Microsoft.AspNetCore.SignalR;
using Npgsql;

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
        catch (Exception exception) when (IsDatabaseAway(exception))
        {
            logger.LogWarning("{Method} could not reach the database: {Fault}", invocationContext.HubMethodName, exception.GetType().Name);
            var answer = (Answer)Activator.CreateInstance(invocationContext.HubMethod.ReturnType.GetGenericArguments()[0])!;
            return answer with { Code = Refusal.Unavailable.Code, Message = Refusal.Unavailable.Message, RetryAfter = Refusal.Unavailable.RetryAfter };
        }
    }

    /// <summary>Anything of Npgsql that is no answer of the server, and the server's own "going down" and "no more connections". EF wraps them.</summary>
    internal static bool IsDatabaseAway(Exception exception)
    {
        for (Exception? inner = exception; inner is not null; inner = inner.InnerException)
        {
            if (inner is PostgresException answer)
                return answer.SqlState is "57P01" or "57P02" or "57P03" or "53300" or "53100" or "25006";
            if (inner is NpgsqlException or System.Net.Sockets.SocketException or TimeoutException or ObjectDisposedException { ObjectName: "Npgsql.NpgsqlConnection" })
                return true;
        }

        return false;
    }
}
