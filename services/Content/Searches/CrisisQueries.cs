namespace PeerSupport.Content.Searches;

/// <summary>Tells whether somebody who types this may be in danger, so that help stands before the results. It errs towards showing help.</summary>
internal static class CrisisQueries
{
    private static readonly string[] Phrases =
    [
        "suicid", "kill myself", "killing myself", "end my life", "ending my life", "want to die", "self harm", "self-harm", "hurt myself",
        "cut myself", "cutting myself", "overdose",
    ];

    public static bool Suggest(string phrase) => Phrases.Any(words => phrase.Contains(words, StringComparison.OrdinalIgnoreCase));
}
