using System.Runtime.InteropServices;
using PeerSupport.Screening.Text;

namespace PeerSupport.Screening.Rules;

/// <summary>What stands around a finding and how far that lowers it.</summary>
internal sealed class Surroundings(RuleSet rules, Occurrences cues, Tokeniser tokens)
{
    private static readonly RuleEntry Distress = new() { Label = Labels.SelfHarm };

    /// <summary>
    /// Whether the author speaks for themselves of means, a time, a farewell or an attempt, and no negation, story or other person takes it away:
    /// outside a stretch of words, or anywhere.
    /// </summary>
    public bool Imminent(Span? outside)
    {
        foreach (var span in CollectionsMarshal.AsSpan(cues.Of(rules.Imminent)))
            if ((outside is not { } stretch || span.To <= stretch.From || span.From >= stretch.To) && Lives(span, Distress))
                return true;
        return false;
    }

    /// <summary>By how many levels the surroundings lower a finding, or that they clear it, and why.</summary>
    public (int Lowered, bool Cleared, string Because) Around(Span span, RuleEntry rule, bool soft = true)
    {
        var (lowered, because) = (0, "");
        foreach (var (entry, cue) in rules.Surroundings)
        {
            if ((entry.Soft && !soft) || (!entry.Clears && entry.Lowers <= lowered) || rule.Despite.Contains(entry.Id)
                || (entry.Labels.Count > 0 && !entry.Labels.Contains(rule.Label)) || !Applies(entry, cue, span))
                continue;
            if (entry.Clears)
                return (2, true, entry.Says);
            (lowered, because) = (entry.Lowers, entry.Says);
        }
        return (lowered, false, because);
    }

    /// <summary>Every surrounding that applies to a finding, whether or not it is the one that counts.</summary>
    public IEnumerable<SurroundingEntry> All(Span span, RuleEntry rule)
    {
        foreach (var (entry, cue) in rules.Surroundings)
            if (!rule.Despite.Contains(entry.Id) && (entry.Labels.Count == 0 || entry.Labels.Contains(rule.Label)) && Applies(entry, cue, span))
                yield return entry;
    }

    /// <summary>Whether a cue still counts when it is put together with others.</summary>
    public bool Lives(Span span, RuleEntry rule) => Around(span, rule, soft: false) is { Cleared: false, Lowered: < 2 };

    public bool Near(int cue, Span span, Within within)
    {
        if (!cues.Has(cue))
            return false;
        var (from, to) = Stretch(span, within);
        return cues.Between(cue, from, to) is not null;
    }

    /// <summary>From which word up to which the clauses or sentences of a span reach.</summary>
    public (int From, int To) Stretch(Span span, Within within)
    {
        if (within == Within.Message)
            return (0, tokens.Count);
        var clause = within == Within.Clause;
        var (first, last) = clause ? (tokens[span.From].Clause, tokens[span.To - 1].Clause) : (tokens[span.From].Sentence, tokens[span.To - 1].Sentence);
        return (Begin(first, span.From, clause), Begin(last + 1, tokens.Count, clause));
    }

    /// <summary>The first word of a clause or sentence, or of the next one that has words; searched for, as texts can be one long sentence.</summary>
    private int Begin(int number, int high, bool clause)
    {
        var low = 0;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if ((clause ? tokens[middle].Clause : tokens[middle].Sentence) < number)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    private bool Applies(SurroundingEntry entry, int cue, Span span)
    {
        if (entry.Place == Place.Quoted && !Quoted(span))
            return false;
        if (cue < 0)
            return true;
        if (!cues.Has(cue))
            return false;
        switch (entry.Place)
        {
            case Place.Before:
                for (var at = Math.Max(0, span.From - entry.Reach - 8); cues.Between(cue, at, span.From) is { } other; at = other.From + 1)
                    if (other.To <= span.From && span.From - other.To <= entry.Reach && tokens[other.To - 1].Clause == tokens[span.From].Clause)
                        return true;
                return false;
            case Place.After:
                return cues.Between(cue, span.To, span.To + entry.Reach + 1) is { } after && tokens[after.From].Sentence == tokens[span.To - 1].Sentence;
            default:
                return Near(cue, span, entry.Place switch { Place.Clause => Within.Clause, Place.Message => Within.Message, _ => Within.Sentence });
        }
    }

    private bool Quoted(Span span)
    {
        for (var at = span.From; at < span.To; at++)
            if (!tokens[at].Quoted)
                return false;
        return true;
    }
}
