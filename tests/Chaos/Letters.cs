namespace PeerSupport.Chaos;

/// <summary>What the members write. Each text ends in letters that no other has, so that a text that comes where it should not is known by itself.</summary>
internal static class Letters
{
    private static readonly string[] Kind =
    [
        "The kettle is on, and the window is open.", "I put the phone into a drawer for an hour.", "We walked to the harbour and back.",
        "My sister called, and it went better than I thought.", "Today was slow, and that was fine.", "Thank you for asking how it went.",
    ];

    public static string Good(Random random) => $"{Kind[random.Next(Kind.Length)]} {Mark(random)}";

    /// <summary>What the rules hold until somebody has looked.</summary>
    public static string Held(Random random) => $"Just kill yourself, everybody here would be glad. {Mark(random)}";

    // Two letters in turns, so that no word comes about that a rule knows.
    private static string Mark(Random random) => string.Concat(Enumerable.Range(0, 40).Select(i => i % 2 == 0 ? 'z' : (char)('b' + random.Next(24))));
}
