using PeerSupport.Screening.Text;

namespace PeerSupport.Screening.Rules;

/// <summary>Where something was found, in words: from the first up to but not including the last.</summary>
internal readonly record struct Span(int From, int To);

/// <summary>Asks a rule set about one text.</summary>
internal sealed class Reader(RuleSet rules, List<Token> tokens)
{
    private readonly Dictionary<int, List<Span>> _cues = [];
    private readonly List<(int Rule, Span Span)> _found = [];

    public List<Match> Read()
    {
        for (var at = 0; at < tokens.Count; at++)
            foreach (var word in tokens[at].Words)
                foreach (var entry in rules.StartingWith(word) ?? [])
                    Try(entry, at);
        for (var i = 0; i < rules.Rules.Count; i++)
            if (rules.Rules[i].All is { Length: > 0 } all)
                Combine(i, all);

        var matches = new List<Match>();
        foreach (var (rule, span) in _found)
            if (Judge(rules.Rules[rule], span) is { } match && !matches.Contains(match))
                matches.Add(match);
        return matches;
    }

    private void Try(Entry entry, int at)
    {
        var places = entry.Expression.Read(tokens, at, 1);
        if (places == 0)
            return;
        var span = new Span(at, at + System.Numerics.BitOperations.TrailingZeroCount(places));
        // Words of two sentences are not one phrase, however near they stand.
        if (tokens[span.From].Sentence != tokens[span.To - 1].Sentence)
            return;
        if (entry.Rule >= 0)
            _found.Add((entry.Rule, span));
        else
            (_cues.TryGetValue(entry.Cue, out var list) ? list : _cues[entry.Cue] = []).Add(span);
    }

    private void Combine(int rule, int[] all)
    {
        if (!_cues.TryGetValue(all[0], out var anchors))
            return;
        foreach (var anchor in anchors)
        {
            int from = anchor.From, to = anchor.To;
            var complete = true;
            foreach (var cue in all.AsSpan(1))
            {
                var partner = Near(cue, anchor, rules.Rules[rule].Entry.Within);
                if (partner is not { } found)
                {
                    complete = false;
                    break;
                }
                (from, to) = (Math.Min(from, found.From), Math.Max(to, found.To));
            }
            if (!complete)
                continue;
            _found.Add((rule, new(from, to)));
            return;
        }
    }

    private Span? Near(int cue, Span span, Within within)
    {
        if (_cues.TryGetValue(cue, out var list))
            foreach (var other in list)
                if (Same(span, other, within))
                    return other;
        return null;
    }

    private bool Same(Span one, Span other, Within within) => within switch
    {
        Within.Clause => tokens[one.From].Clause <= tokens[other.From].Clause && tokens[one.To - 1].Clause >= tokens[other.From].Clause,
        Within.Sentence => tokens[one.From].Sentence == tokens[other.From].Sentence,
        _ => true,
    };

    private Match? Judge(Rule rule, Span span)
    {
        var imminent = _cues.ContainsKey(rules.Imminent);
        foreach (var cue in rule.Unless)
            if (Near(cue, span, rule.Entry.Within) is not null)
                return null;
        var lowered = 0;
        var because = "";
        foreach (var (entry, cue) in rules.Surroundings)
            if (entry.Lowers > lowered && Applies(entry, cue, rule, span))
                (lowered, because) = (entry.Lowers, entry.Says);
        var risk = (Risk)Math.Max(0, (int)rule.Entry.Risk - Math.Min(lowered, 2));
        // Words such as "not" may lower a finding, but never one beside means, a time, a farewell or an attempt.
        if (imminent && Labels.IsDistress(rule.Entry.Label) && rule.Entry.Risk >= Risk.High && risk < Risk.High)
            (risk, because) = (Risk.High, because.Length == 0 ? "" : because + " It stays high, because something else here sounds immediate.");
        if (risk == Risk.None)
            return null;
        var start = tokens[span.From].Start;
        return new(rule.Entry.Id, rule.Entry.Label, risk, start, tokens[span.To - 1].End - start,
            because.Length == 0 ? rule.Entry.Says : $"{rule.Entry.Says} {because}");
    }

    private bool Applies(SurroundingEntry entry, int cue, Rule rule, Span span)
    {
        if (rule.Entry.Despite.Contains(entry.Id) || (entry.Labels.Count > 0 && !entry.Labels.Contains(rule.Entry.Label))
            || !_cues.TryGetValue(cue, out var list))
            return false;
        foreach (var other in list)
            if (entry.Place switch
            {
                Place.Before => other.To <= span.From && span.From - other.To <= 3 && tokens[other.From].Clause == tokens[span.From].Clause,
                Place.Clause => Same(span, other, Within.Clause),
                Place.Sentence => Same(span, other, Within.Sentence),
                _ => true,
            })
                return true;
        return false;
    }
}
