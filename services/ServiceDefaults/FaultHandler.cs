using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;

namespace PeerSupport.ServiceDefaults;

/// <summary>Turns what escapes a handler into problem details without a stack trace: a database out of reach is 503, bad input 400, all else 500.</summary>
internal sealed class FaultHandler(ILogger<FaultHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        var details = Describe(exception);
        if (details.Status >= 500)
            logger.LogError(exception, "{Method} {Path} ended with {Status}", context.Request.Method, context.Request.Path, details.Status);
        if (details.Status == StatusCodes.Status503ServiceUnavailable)
            context.Response.Headers.RetryAfter = "5";

        context.Response.StatusCode = details.Status!.Value;
        // The problem details service on its own keeps silent when the client names text/html alone, which would leave an empty page; the result asks it first and then writes JSON.
        await TypedResults.Problem(details).ExecuteAsync(context);
        return true;
    }

    private static ProblemDetails Describe(Exception exception) => exception switch
    {
        BadHttpRequestException bad => new()
        {
            Status = bad.StatusCode,
            Type = "/problems/invalid",
            Title = "The request could not be read",
            Detail = "Check that the body is JSON of the documented form.",
        },
        _ when exception.IsDatabaseAway() => new()
        {
            Status = StatusCodes.Status503ServiceUnavailable,
            Type = "/problems/database-unavailable",
            Title = "The database cannot be reached",
            Detail = "Nothing was changed. Please try again in a few seconds.",
        },
        _ => new()
        {
            Status = StatusCodes.Status500InternalServerError,
            Type = "/problems/unexpected",
            Title = "Something went wrong on our side",
            Detail = "Please try again. If it happens again, tell the people who run this site what you were doing.",
        },
    };
}
