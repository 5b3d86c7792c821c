using System.Text;
using PeerSupport.Screening.Detectors;
using PeerSupport.Screening.Rules;
using PeerSupport.Screening.Text;

namespace PeerSupport.Screening;

/// <summary>
/// Reads a text and says what a moderator should know about it. Everything is loaded when it is made: afterwards it does no I/O, reads no clock,
/// keeps no state, and may be used from any number of threads at once.
/// </summary>
public sealed class Screener
{
    private readonly Tokeniser _tokeniser;
    private readonly PersonalDetails _details;

    internal Screener(IEnumerable<string> sources)
    {
        if ("\uFF41".Normalize(NormalizationForm.FormKC) != "a")
            throw new InvalidOperationException(
                "Screening needs Unicode normalisation, and this process runs without it. Install ICU and turn invariant globalization off.");
        Rules = new(sources);
        _tokeniser = new(Rules.Words);
        _details = new(Resources.Read("crisis-lines.json"));
    }

    /// <summary>Identifies the rules: a short digest of their content.</summary>
    public string RuleSetVersion => Rules.Version;

    internal RuleSet Rules { get; }

    /// <summary>Loads the starter rules that come with the library. Takes a moment; make one and keep it.</summary>
    /// <exception cref="InvalidOperationException">The process runs in invariant globalization mode, in which normalisation silently does nothing.</exception>
    public static Screener CreateDefault() => new(Resources.StarterRules());

    /// <summary>Screens one text of any length.</summary>
    /// <param name="text">The text as its author wrote it.</param>
    /// <param name="context">What is known about its place.</param>
    public Verdict Screen(string text, ScreeningContext context = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        var view = View.Of(text);
        var matches = new Reader(Rules, _tokeniser.Read(view)).Read();
        _details.Find(view, context.Country, matches);
        if (matches.Count == 0)
            return new([], Risk.None, [], RuleSetVersion, null);

        matches.Sort((one, other) => one.Start != other.Start ? one.Start.CompareTo(other.Start) : string.CompareOrdinal(one.Rule, other.Rule));
        var labels = matches.OrderByDescending(match => match.Risk).Select(match => match.Label).Distinct().ToArray();
        return new(labels, matches.Max(match => match.Risk), matches, RuleSetVersion, null);
    }
}
