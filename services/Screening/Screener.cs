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
    // The weights are the same for every rule set, and large.
    private static readonly Lazy<LinearModel> Model = new(() => ModelFile.Read(Resources.Model()));

    // Room to read in, not knowledge: a verdict depends on the text, its context and the rules alone.
    private readonly ConcurrentBag<Desk> _desks = [];
    private readonly PersonalDetails _details;
    private readonly Raising? _raising;
    private readonly Verdict _nothing;
    private Verdict? _nothingLearned;

    internal Screener(IEnumerable<string> sources, LinearModel? model = null)
        : this([.. sources.Select((text, number) => KeyValuePair.Create($"{number:D3}.yaml", text))], model)
    {
    }

    private Screener(IReadOnlyList<KeyValuePair<string, string>> sources, LinearModel? model)
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

    /// <summary>The rule files that come with the library: file name and text.</summary>
    public static IReadOnlyDictionary<string, string> StarterRules { get; } = Resources.StarterFiles().ToDictionary(StringComparer.Ordinal);

    /// <summary>Loads the starter rules and the model that come with the library. Takes a moment; make one and keep it.</summary>
    /// <param name="options">What to do otherwise than usual.</param>
    /// <exception cref="InvalidOperationException">The process runs in invariant globalization mode, in which normalisation silently does nothing.</exception>
    /// <exception cref="InvalidDataException">The model is missing or damaged.</exception>
    public static Screener CreateDefault(ScreenerOptions? options = null) => Create(StarterRules, options);

    /// <summary>Puts rules together that somebody wrote. Takes a moment, and never long: a set that would is refused.</summary>
    /// <param name="files">File name and YAML. The names are part of the set's identity, and their ordinal order is the order of the rules.</param>
    /// <param name="options">What to do otherwise than usual.</param>
    /// <exception cref="RuleFaultsException">The rules cannot be used; it names every fault.</exception>
    /// <exception cref="InvalidOperationException">The process runs in invariant globalization mode, in which normalisation silently does nothing.</exception>
    /// <exception cref="InvalidDataException">The model is missing or damaged.</exception>
    public static Screener Create(IReadOnlyDictionary<string, string> files, ScreenerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(files);
        if (files.Sum(file => (long)file.Key.Length + file.Value.Length) > RuleFiles.LongestSet)
            throw new RuleFaultsException([new("", 0, "", $"The files of a set hold at most {RuleFiles.LongestSet} characters together.")]);
        var model = options is { UseModel: false } ? null : Model.Value;
        try
        {
            return new([.. files.OrderBy(file => file.Key, StringComparer.Ordinal)], model);
        }
        catch (Exception fault) when (fault is FormatException and not RuleFaultsException or ArgumentException or KeyNotFoundException or IndexOutOfRangeException)
        {
            // The rules are somebody's typing: what the checks do not foresee must reach them as a fault of the rules, not end the process.
            throw new RuleFaultsException([new("", 0, "", fault is FormatException ? fault.Message : "The rules cannot be put together. Take back the last change and try it in smaller steps.")]);
        }
    }

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
            if (context.Models is { } models)
                return Learned(desk, models, matches);
            return matches is null ? _nothing : Sum(matches, ModelVersion);
        }
        finally
        {
            // What a very long text needed is given back rather than kept for ever.
            if (text.Length <= Desk.Longest)
                _desks.Add(desk);
        }
    }

    /// <summary>Lets the community's models add their part. Where nobody finds anything the same verdict is given each time.</summary>
    private Verdict Learned(Desk desk, CommunityModels models, List<Match>? matches)
    {
        // The library's own model looks at the same features, and has them read already.
        if (_raising is null)
            desk.Features.Read(desk.View, desk.Reader);
        var (active, shadow) = models.Read(desk.View, desk.Reader, desk.Features, ref matches);
        if (matches is not null)
            return Sum(matches, Version(models)) with { Active = active, Shadow = shadow };
        if (_nothingLearned is { } known && ReferenceEquals(known.Active, active) && ReferenceEquals(known.Shadow, shadow))
            return known;
        return _nothingLearned = _nothing with { ModelVersion = Version(models), Active = active, Shadow = shadow };
    }

    private string? Version(CommunityModels models) => models.Active is { } model ? $"{ModelVersion ?? "rules"}+community-{model.Number}" : ModelVersion;

    /// <summary>Says how the verdict on a text comes about. Slower than screening; for people.</summary>
    /// <param name="text">The text as its author wrote it.</param>
    /// <param name="context">What is known about its place.</param>
    public Explanation Explain(string text, ScreeningContext context = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        var desk = new Desk(Rules);
        desk.View.Read(text);
        var findings = desk.Reader.Explain(desk.View).Findings;
        var verdict = Screen(text, context);
        // Detectors and the model look at no surroundings: what they say is what stands.
        var others = verdict.Matches.Where(match => !findings.Exists(finding => finding.Rule == match.Rule))
            .Select(match => new Finding(match.Rule, match.Label, match.Start, match.Length, match.Risk, [new("", match.Explanation, 0, false, false)], match.Risk, ""));
        var words = new List<ReadWord>();
        foreach (var token in desk.Reader.Tokens.Tokens)
        {
            var start = desk.View.Source(token.Start);
            words.Add(new(start, desk.View.SourceEnd(token.End) - start, token.Term.Word, token.Clause, token.Sentence, token.Quoted));
        }
        var cues = Rules.CueNumbers.SelectMany(cue => desk.Reader.Cues.Of(cue.Value).Select(span => Place(cue.Key, desk, span))).OrderBy(cue => cue.Start);
        return new(verdict, desk.View.Text.ToString(), words, [.. cues], [.. findings.Concat(others).OrderBy(finding => finding.Start)]);
    }

    /// <summary>Runs the examples of every rule by the rules alone; those that come out otherwise than they say.</summary>
    public IReadOnlyList<FailedExample> CheckExamples()
    {
        var failed = new List<FailedExample>();
        var desk = new Desk(Rules);
        foreach (var rule in Rules.Rules)
        {
            Try(rule.Entry.Matches, shouldMatch: true);
            Try(rule.Entry.Leaves, shouldMatch: false);

            void Try(List<string> examples, bool shouldMatch)
            {
                foreach (var text in examples)
                {
                    desk.View.Read(text);
                    if ((desk.Reader.Read(desk.View)?.Exists(match => match.Rule == rule.Entry.Id) ?? false) != shouldMatch)
                        failed.Add(new(rule.Entry.Id, text, shouldMatch));
                }
            }
        }
        return failed;
    }

    private static Cue Place(string name, Desk desk, Span span)
    {
        var start = desk.View.Source(desk.Reader.Tokens[span.From].Start);
        return new(name, start, desk.View.SourceEnd(desk.Reader.Tokens[span.To - 1].End) - start);
    }

    private Verdict Sum(List<Match> matches, string? modelVersion)
    {
        matches.Sort((one, other) => one.Start != other.Start ? one.Start.CompareTo(other.Start) : string.CompareOrdinal(one.Rule, other.Rule));
        var labels = matches.OrderByDescending(match => match.Risk).Select(match => match.Label).Distinct().ToArray();
        return new(labels, matches.Max(match => match.Risk), matches, RuleSetVersion, modelVersion);
    }

    private sealed class Desk(RuleSet rules)
    {
        public const int Longest = 16_384;

        public View View { get; } = new();

        public Reader Reader { get; } = new(rules);

        public Features Features { get; } = new(rules);
    }
}
