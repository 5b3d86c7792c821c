using PeerSupport.Gateway.Pages;
using Yarp.ReverseProxy.Forwarder;

namespace PeerSupport.Gateway.Proxying;

/// <summary>What a reader or a program gets while a service is away.</summary>
internal static class ProxyFaults
{
    public static async Task DescribeAsync(HttpContext context, Func<Task> next)
    {
        await next();
        if (context.GetForwarderErrorFeature() is not { } fault || context.Response.HasStarted || context.RequestAborted.IsCancellationRequested)
            return;

        var status = fault.Error is ForwarderError.RequestTimedOut ? StatusCodes.Status504GatewayTimeout : StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.RetryAfter = "5";
        if (context.Request.Path.StartsWithSegments("/help-now"))
            await StaticPage.WriteHelpAsync(context);
        else
            await Answer.WriteAsync(context, status, "service-unavailable", "This part of the site is not available right now",
                "Nothing you wrote here is lost because of it, but it was not sent either. Please try again in a moment.");
    }
}
