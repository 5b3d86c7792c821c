namespace PeerSupport.Gateway.Sessions;

/// <summary>Open redirect: a link to our sign-in must not lead to somebody else's site, so only a path of this one is followed.</summary>
internal static class ReturnUrl
{
    /// <summary>The path when it is local, else the home page. Browsers read <c>//x</c> and <c>/\x</c> as another host and drop tabs and line breaks.</summary>
    public static string Local(string? url) =>
        url is ['/', ..] && (url.Length == 1 || url[1] is not ('/' or '\\')) && !url.Any(char.IsControl) ? url : "/";
}
