namespace PeerSupport.Screening.Tests;

internal static class Shared
{
    /// <summary>One for all tests: that it may be shared between threads is itself one of its promises.</summary>
    public static Screener Screener { get; } = Screener.CreateDefault();
}
