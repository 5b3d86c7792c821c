using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Identity.Pages;

/// <summary>A person who reads a page is told in a page what the others are told in JSON.</summary>
internal sealed class PageFaultHandler(ILogger<PageFaultHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is BadHttpRequestException || !httpContext.Request.Path.StartsWithSegments("/account"))
            return false;

        logger.LogError(exception, "{Method} {Path} could not be answered", httpContext.Request.Method, httpContext.Request.Path);
        var isAway = exception.IsDatabaseAway();
        if (isAway)
            httpContext.Response.Headers.RetryAfter = "5";
        // The page that broke has used up the services of this request: its navigation can be set up once only.
        var before = httpContext.RequestServices;
        await using var scope = before.CreateAsyncScope();
        httpContext.RequestServices = scope.ServiceProvider;
        try
        {
            var status = isAway ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status500InternalServerError;
            await new RazorComponentResult<Trouble> { StatusCode = status }.ExecuteAsync(httpContext);
        }
        finally
        {
            httpContext.RequestServices = before;
        }

        return true;
    }
}
