using Microsoft.AspNetCore.OutputCaching;

namespace PeerSupport.Web;

/// <summary>How a page says that there is nothing at its address.</summary>
internal static class PageStatus
{
    /// <summary>
    /// The status is set at the last moment: a Razor page that has it earlier is emptied by the framework, which expects another page to be
    /// shown in its place. The output cache looks before that moment, so it is told to keep its hands off.
    /// </summary>
    public static void SayNotFound(this HttpContext context)
    {
        if (context.Features.Get<IOutputCacheFeature>() is { } cache)
            cache.Context.AllowCacheStorage = false;
        context.Response.OnStarting(() =>
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
    }
}
