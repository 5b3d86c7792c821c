using System.Net;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using PeerSupport.Web.Pages;

namespace PeerSupport.Web;

/// <summary>When a page cannot be made, the reader gets a page that says so, with the way to help still on top.</summary>
internal sealed class PageFaultHandler(ILogger<PageFaultHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is BadHttpRequestException)
            return false;

        if (exception is HttpRequestException { StatusCode: HttpStatusCode.Unauthorized })
        {
            httpContext.Response.Redirect(Links.SignIn(httpContext.Request.Path));
            return true;
        }

        logger.LogError(exception, "{Method} {Path} could not be shown", httpContext.Request.Method, httpContext.Request.Path);
        var away = exception is HttpRequestException or TaskCanceledException;
        if (away)
            httpContext.Response.Headers.RetryAfter = "10";

        // The renderer's services live as long as their scope and start once; those of the page that broke are used up.
        var before = httpContext.RequestServices;
        await using var scope = before.CreateAsyncScope();
        httpContext.RequestServices = scope.ServiceProvider;
        try
        {
            await new RazorComponentResult<Trouble> { StatusCode = away ? 503 : 500 }.ExecuteAsync(httpContext);
        }
        finally
        {
            httpContext.RequestServices = before;
        }

        return true;
    }
}
