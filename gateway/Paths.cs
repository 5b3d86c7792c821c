namespace PeerSupport.Gateway;

/// <summary>Which part of the site a path belongs to.</summary>
internal static class Paths
{
    public static bool IsApi(PathString path) => path.StartsWithSegments("/api");

    public static bool IsHub(PathString path) => path.StartsWithSegments("/hubs");

    public static bool IsSession(PathString path) => path.StartsWithSegments("/session");

    /// <summary>Somebody looks at it, as opposed to a program that calls it.</summary>
    public static bool IsPage(PathString path) => !IsApi(path) && !IsHub(path) && !IsSession(path) && !path.StartsWithSegments("/connect");
}
