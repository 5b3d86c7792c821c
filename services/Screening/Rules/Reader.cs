using System.Runtime.InteropServices;
using System.Text;
using PeerSupport.Screening.Text;

namespace PeerSupport.Screening.Rules;

/// <summary>Asks a rule set about one text after the other.</summary>
internal sealed partial class Reader
{
    private const int MostOfOneRule = 3;
    private const string UnlessSays = "Other words here suggest that nothing is meant by it.";
    private const string ImminentSays = " It stays high, because something else here sounds immediate.";
    // So many places are tried to bring cues together. A text that has more of them has been reported many times over.
    private const int MostTries = 64;
    private readonly RuleSet _rules;
    private readonly Tokeniser _tokens;
    private readonly Occurrences _cues;
    private readonly Surroundings _surroundings;
    private readonly List<(int Rule, Span Span, string Sum)> _found = [];
    private readonly Action<int, Span> _note;
    private readonly List<int> _composed;

    public Reader(RuleSet rules)
    {
        _rules = rules;
        _tokens = new(rules.Words);
        _cues = new(rules.Cues);
        _surroundings = new(rules, _cues, _tokens);
        _note = Note;
        _composed = [.. Enumerable.Range(0, rules.Rules.Count).Where(i => rules.Rules[i].All.Length + rules.Rules[i].Weigh.Length > 0)];
    }

    public Tokeniser Tokens => _tokens;

    public Occurrences Cues => _cues;

    /// <summary>How much work the last text was: phrases tried and cues looked up.</summary>
    public long Steps { get; private set; }

    /// <summary>Reads a text; null when there is nothing to say about it.</summary>
    public List<Match>? Read(View view)
    {
        _cues.Clear();
        _found.Clear();
        _tokens.Read(view);
        Steps = _rules.Phrases.Find(_tokens.Tokens, _note) - _cues.Lookups;
        foreach (var rule in _composed)
            Compose(rule, _rules.Rules[rule]);
        Steps += _cues.Lookups + _found.Count;
        if (_found.Count == 0)
            return null;

        _found.Sort((one, other) => one.Rule != other.Rule ? one.Rule.CompareTo(other.Rule) : one.Span.From.CompareTo(other.Span.From));
        var matches = new List<Match>();
        var (last, count, end) = (-1, 0, 0);
        foreach (var (rule, span, sum) in _found)
        {
            if (rule != last)
                (last, count, end) = (rule, 0, 0);
            if (count >= MostOfOneRule || span.From < end || Judge(_rules.Rules[rule], span, sum, view) is not { } match)
                continue;
            matches.Add(match);
            (count, end) = (count + 1, span.To);
        }
        return matches.Count == 0 ? null : matches;
    }

    /// <summary>Whether a cue occurs in the sentence of a place of the view.</summary>
    public bool InSentence(int cue, int place)
    {
        if (!_cues.Has(cue))
            return false;
        foreach (var token in _tokens.Tokens)
            if (token.End > place)
                return _cues.Of(cue).Exists(span => _tokens[span.From].Sentence == token.Sentence);
        return false;
    }

    private void Note(int owner, Span span)
    {
        if (owner >= 0)
            _cues.Add(owner, span, _tokens);
        else
            _found.Add((~owner, span, ""));
    }

    private void Compose(int number, Rule rule)
    {
        if (rule.All.Length > 0)
        {
            foreach (var cue in rule.All)
                if (!_cues.Has(cue))
                    return;
            Meet(number, rule);
        }
        else if (Array.Exists(rule.Needs, _cues.Has))
            Weigh(number, rule);
    }

    private void Meet(int number, Rule rule)
    {
        var tries = 0;
        foreach (var anchor in CollectionsMarshal.AsSpan(_cues.Of(rule.All[0])))
        {
            if (tries++ >= MostTries)
                return;
            if (!_surroundings.Lives(anchor, rule.Entry))
                continue;
            int from = anchor.From, to = anchor.To;
            var complete = true;
            for (var i = 1; i < rule.All.Length && complete; i++)
                if (Partner(rule.All[i], anchor, rule.Entry) is { } partner)
                    (from, to) = (Math.Min(from, partner.From), Math.Max(to, partner.To));
                else
                    complete = false;
            if (!complete)
                continue;
            _found.Add((number, new(from, to), ""));
            return;
        }
    }

    private Span? Partner(int cue, Span anchor, RuleEntry rule)
    {
        var (from, to) = _surroundings.Stretch(anchor, rule.Within);
        var tries = 0;
        for (var at = from; tries++ < MostTries && _cues.Between(cue, at, to) is { } other; at = other.From + 1)
            if (_surroundings.Lives(other, rule))
                return other;
        return null;
    }

    private void Weigh(int number, Rule rule)
    {
        int sum = 0, from = int.MaxValue, to = 0;
        var needed = false;
        StringBuilder? words = null;
        foreach (var (cue, points) in rule.Weigh)
        {
            if (!_cues.Has(cue) || Partner(cue, new(0, _tokens.Count), rule.Entry) is not { } span)
                continue;
            sum += points;
            needed |= Array.IndexOf(rule.Needs, cue) >= 0;
            (from, to) = (Math.Min(from, span.From), Math.Max(to, span.To));
            (words ??= new()).Append(words.Length == 0 ? "" : " + ").Append(_rules.NameOf(cue).Replace('-', ' ')).Append(' ').Append(points);
        }
        if (needed && sum >= rule.Entry.Least)
            _found.Add((number, new(from, to), $" It adds up: {words} = {sum}, of {rule.Entry.Least} needed."));
    }

    private Match? Judge(Rule rule, Span span, string sum, View view)
    {
        var (lowered, cleared, because) = sum.Length > 0 ? default : _surroundings.Around(span, rule.Entry);
        foreach (var cue in rule.Unless)
            if (!cleared && _surroundings.Near(cue, span, rule.Entry.Near))
                (cleared, because) = (true, UnlessSays);
        var risk = cleared ? Risk.None : (Risk)Math.Max(0, (int)rule.Entry.Risk - Math.Min(lowered, 2));
        // Words such as "not" may lower a finding, but never one beside means, a time, a farewell or an attempt. What is cleared altogether does
        // not count as its own companion.
        if (risk < Risk.High && rule.Entry.Risk >= Risk.High && Labels.IsDistress(rule.Entry.Label) && _surroundings.Imminent(cleared ? span : null))
            (risk, because) = (Risk.High, because + ImminentSays);
        var start = view.Source(_tokens[span.From].Start);
        _trace?.Add(Explain(rule, span, sum, risk, start, view.SourceEnd(_tokens[span.To - 1].End) - start));
        if (risk == Risk.None)
            return null;
        return new(rule.Entry.Id, rule.Entry.Label, risk, start, view.SourceEnd(_tokens[span.To - 1].End) - start,
            string.IsNullOrEmpty(because) ? rule.Entry.Says + sum : $"{rule.Entry.Says}{sum} {because.TrimStart()}");
    }
}
