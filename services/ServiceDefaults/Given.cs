namespace PeerSupport.ServiceDefaults;

/// <summary>Reading what somebody may have left empty in a form.</summary>
public static class Given
{
    /// <summary>The words without the space around them; null when there are none.</summary>
    public static string? OrNull(string? words) => string.IsNullOrWhiteSpace(words) ? null : words.Trim();
}
