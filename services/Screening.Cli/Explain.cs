namespace PeerSupport.Screening.Cli;

/// <summary>Says in words what is found in one text, and how it came about.</summary>
internal static class Explain
{
    public static int Run(string text, TextWriter output)
    {
        var explained = Screener.CreateDefault().Explain(text);
        var verdict = explained.Verdict;
        output.WriteLine($"Risk: {Word(verdict.Risk)}. Labels: {(verdict.Labels.Count == 0 ? "none" : string.Join(", ", verdict.Labels))}. Rules: {verdict.RuleSetVersion}.");
        foreach (var match in verdict.Matches)
            output.WriteLine($"  {match.Label}, {Word(match.Risk)}: {match.Explanation} Words: \"{text.Substring(match.Start, match.Length)}\" ({match.Rule})");
        output.WriteLine($"  compared as: {explained.Folded}");
        foreach (var word in explained.Words.Where(word => word.ReadAs is not null && !text.Substring(word.Start, word.Length).Equals(word.ReadAs, StringComparison.OrdinalIgnoreCase)))
            output.WriteLine($"  read \"{text.Substring(word.Start, word.Length)}\" as \"{word.ReadAs}\"");
        foreach (var cue in explained.Cues)
            output.WriteLine($"  cue {cue.Name}: \"{text.Substring(cue.Start, cue.Length)}\"");
        foreach (var finding in explained.Findings)
        {
            output.WriteLine($"  {finding.Rule} began at {Word(finding.Began)} and ended at {Word(finding.Ended)}. {finding.Sum}".TrimEnd());
            foreach (var step in finding.Steps)
                output.WriteLine($"    {(step.Counted ? "" : "(made no difference) ")}{step.Cause} {(step.Clears ? "takes it away" : step.Levels > 0 ? $"lowers it by {step.Levels}" : "")}: {step.Says}");
        }
        return 0;
    }

    private static string Word(Risk risk) => risk.ToString().ToLowerInvariant();
}
