using PeerSupport.Screening.Text;

namespace PeerSupport.Screening.Rules;

/// <summary>The same reading, with every step written down.</summary>
internal sealed partial class Reader
{
    private List<Finding>? _trace;

    /// <summary>Reads a text as <see cref="Read"/> does, and keeps the arithmetic of each finding.</summary>
    public (List<Match>? Matches, List<Finding> Findings) Explain(View view)
    {
        _trace = [];
        try
        {
            return (Read(view), _trace);
        }
        finally
        {
            _trace = null;
        }
    }

    private Finding Explain(Rule rule, Span span, string sum, Risk ended, int start, int length)
    {
        var entry = rule.Entry;
        var steps = new List<FindingStep>();
        if (sum.Length == 0)
        {
            var all = _surroundings.All(span, entry).ToList();
            var strongest = all.Find(one => one.Clears) ?? all.MaxBy(one => one.Lowers);
            steps.AddRange(all.Select(one => new FindingStep(one.Id, one.Says, one.Clears ? 0 : one.Lowers, one.Clears, one == strongest)));
        }
        var isCleared = steps.Exists(step => step.Clears);
        foreach (var cue in rule.Unless)
            if (_surroundings.Near(cue, span, entry.Near))
            {
                steps.Add(new($"unless {_rules.NameOf(cue)}", UnlessSays, 0, true, !isCleared));
                isCleared = true;
            }
        var lowered = isCleared ? (int)entry.Risk : steps.Where(step => step.Counted).Sum(step => step.Levels);
        if ((int)ended > Math.Max(0, (int)entry.Risk - lowered))
            steps.Add(new("imminent", ImminentSays.Trim(), 0, false, true));
        return new(entry.Id, entry.Label, start, length, entry.Risk, steps, ended, sum.Trim());
    }
}
