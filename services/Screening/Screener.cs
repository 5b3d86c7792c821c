using System.Collections.Concurrent;
using System.Text;
using PeerSupport.Screening.Detectors;
using PeerSupport.Screening.Model;
using PeerSupport.Screening.Rules;
using PeerSupport.Screening.Text;

namespace PeerSupport.Screening;

/// <summary>
/// Reads a text and says what a moderator should know about it. Everything is loaded when it is made: afterwards it does no I/O, reads no clock,
/// keeps nothing of what it reads, and may be used from any number of threads at once.
/// </summary>
public sealed class Screener
{
    // Room to read in, not knowledge: a verdict depends on the text, its context and the rules alone.
    private readonly ConcurrentBag<Desk> _desks = [];
    private readonly PersonalDetails _details;
    private readonly Raising? _raising;
    private readonly Verdict _nothing;

    internal Screener(IEnumerable<string> sources, LinearModel? model = null)
    {
        if ("\uFF41".Normalize(NormalizationForm.FormKC) != "a")
            throw new InvalidOperationException(
                "Screening needs Unicode normalisation, and this process runs without it. Install ICU and turn invariant globalization off.");
        Rules = new(sources);
        _details = new(Resources.Read("crisis-lines.json"));
        _raising = model is null ? null : new(model);
        _nothing = new([], Risk.None, [], RuleSetVersion, ModelVersion);
        Screen("Call +44 20 8366 1177 or 020 8366 1177, insta fern_, or card 4111 1111 1111 1111 at the (at) [at] @ dot, 12 Elm Street, password 1");
    }

    /// <summary>Identifies the rules: a short digest of their content.</summary>
    public string RuleSetVersion => Rules.Version;

    /// <summary>Identifies the model by the day of its training and a digest of its content; null when only rules are asked.</summary>
    public string? ModelVersion => _raising?.Version;

    internal RuleSet Rules { get; }

    /// <summary>Loads the starter rules and the model that come with the library. Takes a moment; make one and keep it.</summary>
    /// <param name="options">What to do otherwise than usual.</param>
    /// <exception cref="InvalidOperationException">The process runs in invariant globalization mode, in which normalisation silently does nothing.</exception>
    /// <exception cref="InvalidDataException">The model is missing or damaged.</exception>
    public static Screener CreateDefault(ScreenerOptions? options = null) =>
        new(Resources.StarterRules(), options is { UseModel: false } ? null : ModelFile.Read(Resources.Model()));

    /// <summary>Screens one text of any length.</summary>
    /// <param name="text">The text as its author wrote it.</param>
    /// <param name="context">What is known about its place.</param>
    public Verdict Screen(string text, ScreeningContext context = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        var desk = _desks.TryTake(out var free) ? free : new(Rules);
        try
        {
            desk.View.Read(text);
            var matches = desk.Reader.Read(desk.View);
            _details.Find(desk.View, context.Country, desk.Reader, Rules.SomebodyElses, ref matches);
            _raising?.Raise(desk.View, desk.Reader, desk.Features, ref matches);
            return matches is null ? _nothing : Sum(matches);
        }
        finally
        {
            // What a very long text needed is given back rather than kept for ever.
            if (text.Length <= Desk.Longest)
                _desks.Add(desk);
        }
    }

    /// <summary>The cues that the rules see in a text, found or not lowered or not: what an editor of rules needs to understand a verdict.</summary>
    /// <param name="text">The text as its author wrote it.</param>
    public IReadOnlyList<Cue> Cues(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var desk = new Desk(Rules);
        desk.View.Read(text);
        desk.Reader.Read(desk.View);
        return [.. Rules.CueNumbers.SelectMany(cue => desk.Reader.Cues.Of(cue.Value).Select(span => Place(cue.Key, desk, span))).OrderBy(cue => cue.Start)];
    }

    private static Cue Place(string name, Desk desk, Span span)
    {
        var start = desk.View.Source(desk.Reader.Tokens[span.From].Start);
        return new(name, start, desk.View.SourceEnd(desk.Reader.Tokens[span.To - 1].End) - start);
    }

    private Verdict Sum(List<Match> matches)
    {
        matches.Sort((one, other) => one.Start != other.Start ? one.Start.CompareTo(other.Start) : string.CompareOrdinal(one.Rule, other.Rule));
        var labels = matches.OrderByDescending(match => match.Risk).Select(match => match.Label).Distinct().ToArray();
        return new(labels, matches.Max(match => match.Risk), matches, RuleSetVersion, ModelVersion);
    }

    private sealed class Desk(RuleSet rules)
    {
        public const int Longest = 16_384;

        public View View { get; } = new();

        public Reader Reader { get; } = new(rules);

        public Features Features { get; } = new(rules);
    }
}
