namespace PeerSupport.Web;

/// <summary>Addresses that other processes serve.</summary>
internal static class Links
{
    public static string SignIn(string returnTo) => $"/session/sign-in?returnUrl={Uri.EscapeDataString(returnTo)}";

    /// <summary>After registering, the browser's session is opened on the way back.</summary>
    public static string Register(string returnTo) => $"/account/register?returnUrl={Uri.EscapeDataString(SignIn(returnTo))}";

    public static string Figure(string name) => $"/api/content/figures/{Uri.EscapeDataString(name)}";
}
