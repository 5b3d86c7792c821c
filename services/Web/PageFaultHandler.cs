using System.Net;
using Microsoft.AspNetCore.Diagnostics;
using PeerSupport.Ui;
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
        await PageInstead.ShowAsync<Trouble>(httpContext, away ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status500InternalServerError);
        return true;
    }
}
