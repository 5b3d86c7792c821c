using PeerSupport.Gateway.Pages;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Gateway.Protection;

/// <summary>
/// Cross-site request forgery: a browser sends the session's cookie along with whatever another site makes it request. Where the cookie
/// authenticates, the request must show that it came from our own pages.
/// </summary>
internal sealed class CrossSiteGuard(RequestDelegate next, IConfiguration configuration)
{
    private readonly string _origin = configuration.PublicOrigin();

    public Task InvokeAsync(HttpContext context) =>
        context.User.Identity?.IsAuthenticated != true || IsOurs(context.Request)
            ? next(context)
            : Answer.WriteAsync(context, StatusCodes.Status403Forbidden, "cross-site", "Refused, because it did not come from this site",
                "Calls of the interface that change something carry the header X-CSRF: 1; a hub is opened from a page of this site.");

    private bool IsOurs(HttpRequest request)
    {
        var safe = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method);

        // Cross-site WebSocket hijacking: a socket asks no permission of CORS and carries no header of ours, but always its origin.
        if (Paths.IsHub(request.Path))
            return request.Headers.Origin == _origin;
        if (safe && !HttpMethods.IsConnect(request.Method))
            return true;
        // Another site cannot add this header without a preflight, which nobody here answers.
        if (Paths.IsApi(request.Path))
            return request.Headers["X-CSRF"] == "1" && IsNotForeign(request);
        return Paths.IsSession(request.Path)
            ? request.Headers["X-CSRF"] == "1" || (request.Headers.Origin == _origin && IsNotForeign(request))
            : IsNotForeign(request);
    }

    /// <summary>The second net under forms that have antiforgery tokens of their own.</summary>
    private bool IsNotForeign(HttpRequest request) =>
        (request.Headers.Origin.Count == 0 || request.Headers.Origin == _origin)
        && (request.Headers["Sec-Fetch-Site"].Count == 0 || request.Headers["Sec-Fetch-Site"] == "same-origin");
}
