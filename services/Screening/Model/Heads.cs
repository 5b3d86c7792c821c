namespace PeerSupport.Screening.Model;

/// <summary>What the model answers, in the order of its rows: one question for each label, and two about how urgent a message is.</summary>
internal static class Heads
{
    /// <summary>Whether a message is high or critical.</summary>
    public const int Urgent = 12;

    /// <summary>Whether a message is critical.</summary>
    public const int Critical = 13;

    public static IReadOnlyList<string> Names { get; } = [.. Labels.All, "urgent", "critical"];

    public static int Count => Names.Count;
}
