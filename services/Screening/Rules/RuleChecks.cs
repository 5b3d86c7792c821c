using System.Text.RegularExpressions;

namespace PeerSupport.Screening.Rules;

/// <summary>What every rule file has to keep to before its expressions are looked at.</summary>
internal static partial class RuleChecks
{
    private const int MostRules = 5_000;

    public static void Check(IReadOnlyCollection<RuleFile> files, Faults faults)
    {
        if (files.Sum(file => file.Rules.Count) > MostRules)
            faults.Of("", null, $"A set holds at most {MostRules} rules.");
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var rule in files.SelectMany(file => file.Rules))
            if (rule is null)
                faults.Of("", null, "A rule is empty: a dash stands alone in the list of rules.");
            else
                Check(rule, ids, faults);
        foreach (var surrounding in files.SelectMany(file => file.Surroundings))
            if (surrounding.Says.Length == 0 || surrounding.Lowers is < 0 or > 2 || (surrounding.Lowers == 0 && !surrounding.Clears))
                faults.Of(surrounding.Id, null, "A surrounding says why it lowers, and lowers by one or two levels or clears.");
        foreach (var word in files.SelectMany(file => file.Spellings).SelectMany(pair => (pair.Value ?? []).Prepend(pair.Key)).Concat(files.SelectMany(file => file.Guarded)))
            if (string.IsNullOrWhiteSpace(word) || word.Contains('*', StringComparison.Ordinal) || word.Contains('\'', StringComparison.Ordinal))
                faults.Of("", word, $"\"{word}\" cannot be a spelling or a guarded word: those are single words without an asterisk or an apostrophe.");
    }

    private static void Check(RuleEntry rule, HashSet<string> ids, Faults faults)
    {
        if (!Id().IsMatch(rule.Id))
            faults.Of(rule.Id, null, "A rule needs an id of small letters, digits, dots and dashes, such as self-harm.plan.");
        else if (!ids.Add(rule.Id))
            faults.Of(rule.Id, null, $"There are two rules with the id {rule.Id}. Give one of them another.");
        if (!Labels.All.Contains(rule.Label))
            faults.Of(rule.Id, rule.Label, $"\"{rule.Label}\" is not a label. The labels are {string.Join(", ", Labels.All)}.");
        if (rule.Risk == Risk.None)
            faults.Of(rule.Id, null, "A rule needs a risk: low, medium, high or critical.");
        if (rule.Says.Length == 0)
            faults.Of(rule.Id, null, "A rule needs a sentence that tells moderators what it found.");
        if ((rule.Any.Count > 0 ? 1 : 0) + (rule.All.Count > 0 ? 1 : 0) + (rule.Weigh.Count > 0 ? 1 : 0) != 1)
            faults.Of(rule.Id, null, "A rule needs phrases (any), or cue classes that meet (all), or cue classes with points (weigh): one of the three.");
        if (rule.Weigh.Count > 0 && (rule.Least < 1 || rule.Needs.Count == 0))
            faults.Of(rule.Id, null, "A rule that weighs cue classes says how many points are needed (least) and which classes must be among them (needs).");
        if (rule.Matches.Count == 0)
            faults.Of(rule.Id, null, "Give at least one example that the rule must find (matches).");
        if (rule.Matches.Concat(rule.Leaves).Any(string.IsNullOrWhiteSpace))
            faults.Of(rule.Id, null, "One of its examples is empty.");
    }

    [GeneratedRegex(@"^[a-z0-9]+([.-][a-z0-9]+)*$")]
    private static partial Regex Id();
}
