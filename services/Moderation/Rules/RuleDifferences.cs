using PeerSupport.Screening;

namespace PeerSupport.Moderation.Rules;

/// <summary>What one set of files says otherwise than another.</summary>
/// <param name="Added">Rules that are new.</param>
/// <param name="Removed">Rules that are gone.</param>
/// <param name="Changed">Rules that are others now, with the fields that changed.</param>
/// <param name="Cues">Cue classes that are new, gone, or others now.</param>
/// <param name="Lines">Of each file that changed what stands outside of rules and cue classes: comments, spellings, surroundings. Both lists are empty where only the order
/// of lines changed, or empty ones.</param>
public sealed record RuleDifferences(RuleLine[] Added, RuleLine[] Removed, RuleChange[] Changed, FieldChange[] Cues, FieldChange[] Lines)
{
    internal static RuleDifferences Between(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after)
    {
        var (was, now) = (Rules(before), Rules(after));
        var (cuesBefore, cuesAfter) = (CueClasses(before), CueClasses(after));
        var changed = now.Where(rule => was.ContainsKey(rule.Key)).Select(rule => Change(was[rule.Key], rule.Value)).Where(change => change.Fields.Length > 0).ToArray();
        var added = now.Values.Where(rule => !was.ContainsKey(rule.Fields.Id)).ToArray();
        var removed = was.Values.Where(rule => !now.ContainsKey(rule.Fields.Id)).ToArray();
        var told = changed.Select(change => now[change.Id].File).Concat(added.Concat(removed).Select(rule => rule.File))
            .Concat(Differing(cuesBefore, cuesAfter).SelectMany(name => cuesBefore.GetValueOrDefault(name, []).Concat(cuesAfter.GetValueOrDefault(name, []))).Select(cue => cue.File)).ToHashSet();
        var lines = before.Keys.Union(after.Keys).Order(StringComparer.Ordinal)
            .Where(file => before.GetValueOrDefault(file) != after.GetValueOrDefault(file))
            .Select(file => Change(file, RuleText.OtherLines(before.GetValueOrDefault(file, "")), RuleText.OtherLines(after.GetValueOrDefault(file, ""))))
            .Where(change => change.Gone.Length + change.Came.Length > 0 || !told.Contains(change.Name));
        return new(
            [.. added.Select(RuleLine.Of)], [.. removed.Select(RuleLine.Of)], changed,
            [.. Differing(cuesBefore, cuesAfter).Select(name => Change(name, Expressions(cuesBefore, name), Expressions(cuesAfter, name)))], [.. lines]);
    }

    private static Dictionary<string, WrittenRule> Rules(IReadOnlyDictionary<string, string> files) =>
        files.OrderBy(file => file.Key, StringComparer.Ordinal).SelectMany(file => RuleText.Rules(file.Key, file.Value))
            .DistinctBy(rule => rule.Fields.Id).ToDictionary(rule => rule.Fields.Id, StringComparer.Ordinal);

    private static Dictionary<string, WrittenCue[]> CueClasses(IReadOnlyDictionary<string, string> files) =>
        files.SelectMany(file => RuleText.Cues(file.Key, file.Value)).GroupBy(cue => cue.Name, StringComparer.Ordinal)
            .ToDictionary(cue => cue.Key, cue => cue.ToArray(), StringComparer.Ordinal);

    private static IReadOnlyList<string> Expressions(Dictionary<string, WrittenCue[]> cues, string name) => [.. cues.GetValueOrDefault(name, []).SelectMany(cue => cue.Expressions)];

    private static IEnumerable<string> Differing(Dictionary<string, WrittenCue[]> before, Dictionary<string, WrittenCue[]> after) =>
        before.Keys.Union(after.Keys).Where(name => !Expressions(before, name).SequenceEqual(Expressions(after, name)));

    /// <summary>The fields that are others; where none is, the lines that are, such as comments.</summary>
    private static RuleChange Change(WrittenRule was, WrittenRule now)
    {
        FieldChange[] fields = [.. was.Fields.Fields.Zip(now.Fields.Fields).Where(pair => !Items(pair.First).SequenceEqual(Items(pair.Second)))
            .Select(pair => Change(pair.First.Name, Items(pair.First), Items(pair.Second)))];
        return new(now.Fields.Id, fields.Length > 0 || was.Yaml == now.Yaml ? fields : [Change("lines", was.Yaml.Split('\n'), now.Yaml.Split('\n'))]);
    }

    private static IReadOnlyList<string> Items((string Name, string Word, IReadOnlyList<string>? List) field) => field.List ?? (field.Word.Length == 0 ? [] : [field.Word]);

    private static FieldChange Change(string name, IReadOnlyList<string> was, IReadOnlyList<string> now) => new(name, [.. was.Except(now)], [.. now.Except(was)]);
}

/// <summary>A rule that is another now.</summary>
/// <param name="Id">Which.</param>
/// <param name="Fields">By field; by <c>lines</c> where its fields say the same and its own lines do not.</param>
public sealed record RuleChange(string Id, FieldChange[] Fields);

/// <summary>What a field, a cue class, or a file outside of both, held and holds; what is in both is left out.</summary>
public sealed record FieldChange(string Name, string[] Gone, string[] Came);
