using Microsoft.AspNetCore.Diagnostics;
using PeerSupport.ServiceDefaults;
using PeerSupport.Ui;

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
        await PageInstead.ShowAsync<Trouble>(httpContext, isAway ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status500InternalServerError);
        return true;
    }
}
