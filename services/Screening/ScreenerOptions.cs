namespace PeerSupport.Screening;

/// <summary>How a screener is made.</summary>
public sealed record ScreenerOptions
{
    /// <summary>Whether the trained model may raise what the rules say. Without it the rules alone decide.</summary>
    public bool UseModel { get; init; } = true;
}
