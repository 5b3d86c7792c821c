namespace PeerSupport.Screening.Tests;

/// <summary>One of each for all tests: that they may be shared between threads is itself one of their promises.</summary>
internal static class Shared
{
    /// <summary>What the rules say without the model, for tests that are about rules.</summary>
    public static Screener RulesAlone { get; } = Screener.CreateDefault(new() { UseModel = false });

    /// <summary>The library as it comes.</summary>
    public static Screener Screener { get; } = Screener.CreateDefault();
}
