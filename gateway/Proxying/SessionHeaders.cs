using System.Net.Http.Headers;
using Microsoft.AspNetCore.Authentication;
using PeerSupport.Gateway.Sessions;
using Yarp.ReverseProxy.Transforms;

namespace PeerSupport.Gateway.Proxying;

/// <summary>
/// What a service sees of the session: its token, never its cookie. A service that is broken into, or logs its headers, must not hold the key
/// of a session. Without a session, the token that a native client brought passes as it is; with one, it is always the session's.
/// </summary>
internal sealed class SessionHeaders(string cookieName, bool anyCookie)
{
    public static SessionHeaders For(IConfiguration configuration, string? route) =>
        new(SessionSchemes.CookieName(configuration), !Paths.IsApi(route) && !Paths.IsHub(route));

    public async ValueTask ApplyAsync(RequestTransformContext context)
    {
        var headers = context.ProxyRequest.Headers;
        if (context.HttpContext.User.Identity?.IsAuthenticated == true
            && await context.HttpContext.GetTokenAsync(SessionSchemes.Session, "access_token") is { } token)
            headers.Authorization = new AuthenticationHeaderValue("Bearer", token);

        headers.Remove("Cookie");
        if (anyCookie && Without(context.HttpContext.Request.Headers.Cookie) is { Length: > 0 } others)
            headers.TryAddWithoutValidation("Cookie", others);
    }

    /// <summary>The pairs of all the Cookie headers (HTTP/2 sends one each) without the session's.</summary>
    private string Without(IEnumerable<string?> cookies) =>
        string.Join("; ", cookies.SelectMany(header => (header ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .Where(pair => !pair.Split('=')[0].TrimEnd().StartsWith(cookieName, StringComparison.Ordinal)));
}
