namespace PeerSupport.Chat.Data;

/// <summary>Patterns for LIKE that find what somebody typed and nothing else.</summary>
internal static class Like
{
    /// <summary>The sign that takes a wildcard's meaning away; to be given to <c>EF.Functions.ILike</c> as its third argument.</summary>
    public const string Escape = "\\";

    /// <summary>Exactly this text; with ILIKE in capitals or not.</summary>
    public static string Whole(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);

    /// <summary>This text, wherever it stands.</summary>
    public static string Part(string text) => $"%{Whole(text)}%";
}
