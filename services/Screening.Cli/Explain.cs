namespace PeerSupport.Screening.Cli;

/// <summary>Says in words what is found in one text.</summary>
internal static class Explain
{
    public static int Run(string text, TextWriter output)
    {
        var screener = Screener.CreateDefault();
        var verdict = screener.Screen(text);
        output.WriteLine($"Risk: {verdict.Risk.ToString().ToLowerInvariant()}. Labels: {(verdict.Labels.Count == 0 ? "none" : string.Join(", ", verdict.Labels))}. Rules: {verdict.RuleSetVersion}.");
        foreach (var match in verdict.Matches)
            output.WriteLine($"  {match.Label}, {match.Risk.ToString().ToLowerInvariant()}: {match.Explanation} Words: \"{text.Substring(match.Start, match.Length)}\" ({match.Rule})");
        foreach (var cue in screener.Cues(text))
            output.WriteLine($"  cue {cue.Name}: \"{text.Substring(cue.Start, cue.Length)}\"");
        return 0;
    }
}
