namespace PeerSupport.Local;

/// <summary>The accounts of the local run. They exist nowhere else: an operator makes the first account with identity's own command.</summary>
public static class DemoAccounts
{
    /// <summary>The password of all of them.</summary>
    public const string Password = "a quiet room at night";

    /// <summary>The admin.</summary>
    public const string Admin = "Odile";

    /// <summary>The moderator.</summary>
    public const string Moderator = "Marek";

    /// <summary>Members.</summary>
    public static readonly string[] Members = ["Fern", "Juniper", "Moss"];

    /// <summary>The text that deploy/up ends with.</summary>
    public static string Describe() =>
        $"  admin: {Admin}   moderator: {Moderator}   members: {string.Join(", ", Members)}\n  password of each: {Password}";
}
