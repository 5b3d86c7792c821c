namespace PeerSupport.ServiceDefaults;

/// <summary>The names of the authorization policies.</summary>
public static class Policies
{
    /// <summary>Anybody who is signed in. The default of every endpoint that names no other.</summary>
    public const string Member = "member";

    /// <summary>Moderators.</summary>
    public const string Moderator = "moderator";

    /// <summary>Admins.</summary>
    public const string Admin = "admin";
}
