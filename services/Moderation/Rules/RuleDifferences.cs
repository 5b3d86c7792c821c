using PeerSupport.Screening;

namespace PeerSupport.Moderation.Rules;

/// <summary>What one set of files says otherwise than another.</summary>
/// <param name="Added">Rules that are new.</param>
/// <param name="Removed">Rules that are gone.</param>
/// <param name="Changed">Rules that are others now, with the fields that changed.</param>
/// <param name="Cues">Cue classes that are new, gone, or others now.</param>
/// <param name="Files">Files in which something else changed: comments, spellings, surroundings.</param>
public sealed record RuleDifferences(RuleLine[] Added, RuleLine[] Removed, RuleChange[] Changed, FieldChange[] Cues, string[] Files)
{
    internal static RuleDifferences Between(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after)
    {
        var (was, now) = (Rules(before), Rules(after));
        var cues = Changes(CueClasses(before), CueClasses(after)).ToArray();
        var changed = now.Where(rule => was.ContainsKey(rule.Key)).Select(rule => new RuleChange(
                rule.Key, rule.Value.Fields.Label, rule.Value.File,
                [.. Changes(Fields(was[rule.Key].Fields), Fields(rule.Value.Fields))]))
            .Where(change => change.Fields.Length > 0).ToArray();
        var added = now.Values.Where(rule => !was.ContainsKey(rule.Fields.Id)).ToArray();
        var removed = was.Values.Where(rule => !now.ContainsKey(rule.Fields.Id)).ToArray();
        var told = changed.Select(change => change.File).Concat(added.Concat(removed).Select(rule => rule.File)).ToHashSet();
        var files = before.Keys.Union(after.Keys).Where(file => before.GetValueOrDefault(file) != after.GetValueOrDefault(file))
            .Where(file => !told.Contains(file) && HaveSameCues(before, after, file)).Order(StringComparer.Ordinal);
        return new([.. added.Select(Line)], [.. removed.Select(Line)], changed, cues, [.. files]);
    }

    private static Dictionary<string, WrittenRule> Rules(IReadOnlyDictionary<string, string> files) =>
        files.OrderBy(file => file.Key, StringComparer.Ordinal).SelectMany(file => RuleText.Rules(file.Key, file.Value))
            .DistinctBy(rule => rule.Fields.Id).ToDictionary(rule => rule.Fields.Id, StringComparer.Ordinal);

    private static Dictionary<string, IReadOnlyList<string>> CueClasses(IReadOnlyDictionary<string, string> files) =>
        files.SelectMany(file => RuleText.Cues(file.Key, file.Value)).GroupBy(cue => cue.Name, StringComparer.Ordinal)
            .ToDictionary(cue => cue.Key, IReadOnlyList<string> (cue) => [.. cue.SelectMany(one => one.Expressions)], StringComparer.Ordinal);

    private static Dictionary<string, IReadOnlyList<string>> Fields(RuleFields fields) =>
        fields.Fields.ToDictionary(field => field.Name, IReadOnlyList<string> (field) => field.List ?? (field.Word.Length == 0 ? [] : [field.Word]), StringComparer.Ordinal);

    private static bool HaveSameCues(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after, string file)
    {
        return Text(before) == Text(after);

        string Text(IReadOnlyDictionary<string, string> files) =>
            string.Join('\n', RuleText.Cues(file, files.GetValueOrDefault(file, "")).Select(cue => $"{cue.Name} {string.Join('\n', cue.Expressions)}"));
    }

    private static IEnumerable<FieldChange> Changes(Dictionary<string, IReadOnlyList<string>> before, Dictionary<string, IReadOnlyList<string>> after) =>
        from name in before.Keys.Union(after.Keys)
        let was = before.GetValueOrDefault(name, [])
        let now = after.GetValueOrDefault(name, [])
        where !was.SequenceEqual(now)
        select new FieldChange(name, [.. was.Except(now)], [.. now.Except(was)]);

    private static RuleLine Line(WrittenRule rule) => new(
        rule.Fields.Id, rule.Fields.Label, rule.Fields.Risk, rule.Fields.Says, rule.File, rule.Line, rule.Fields.Matches.Count + rule.Fields.Leaves.Count);
}

/// <summary>A rule that is another now.</summary>
public sealed record RuleChange(string Id, string Label, string File, FieldChange[] Fields);

/// <summary>What a field, or a cue class, held and holds; what is in both is left out.</summary>
public sealed record FieldChange(string Name, string[] Gone, string[] Came);
