namespace PeerSupport.Identity.Pages;

/// <summary>Where a form leads to when it is done.</summary>
internal static class ReturnUrls
{
    /// <summary>Through the gateway's own sign-in, so that the session of the site begins too.</summary>
    private const string Home = "/session/sign-in?returnUrl=/";

    /// <summary>
    /// The address when it is a path on this origin, else the start. Anything else would let a link to our sign-in lead people to a copy of it elsewhere:
    /// <c>//host</c> and <c>/\host</c> are other hosts to a browser, and it drops control characters before it looks.
    /// </summary>
    public static string Safe(string? returnUrl) =>
        returnUrl is ['/', ..] && returnUrl is not ['/', '/' or '\\', ..] && !returnUrl.Any(char.IsControl) ? returnUrl : Home;

    /// <summary>The page of registration with the same way back.</summary>
    public static string RegisterWith(string? returnUrl) => With("/account/register", returnUrl);

    /// <summary>The page of signing in with the same way back.</summary>
    public static string SignInWith(string? returnUrl) => With("/account/sign-in", returnUrl);

    private static string With(string page, string? returnUrl) => string.IsNullOrEmpty(returnUrl) ? page : page + QueryString.Create("returnUrl", returnUrl);
}
