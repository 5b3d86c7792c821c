using PeerSupport.Screening;

namespace PeerSupport.Content.Searches;

/// <summary>Tells whether somebody who types this may be in danger, so that help stands before the results. It errs towards showing help.</summary>
internal sealed class CrisisQueries(Screener screener)
{
    /// <summary>
    /// Screening judges sentences that people write to one another. A search is a word or two, and the bare word that would be no reason to look
    /// at a message is reason enough to show a phone number.
    /// </summary>
    private static readonly string[] Phrases =
    [
        "suicid", "kill myself", "killing myself", "end my life", "ending my life", "want to die", "self harm", "self-harm", "hurt myself",
        "cut myself", "cutting myself", "overdose",
    ];

    public bool Suggest(string phrase) =>
        Phrases.Any(words => phrase.Contains(words, StringComparison.OrdinalIgnoreCase))
        || screener.Screen(phrase).Matches.Any(match => match.Risk >= Risk.Medium && match.Label is Labels.SelfHarm or Labels.CrisisOther);
}
