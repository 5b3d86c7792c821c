using PeerSupport.Screening.Rules;
using YamlDotNet.RepresentationModel;

namespace PeerSupport.Screening;

/// <summary>
/// Rule files as texts that people edit: finds rules in them, and changes one without touching a character of the others, comments included.
/// Where a text does not allow what is asked, a <see cref="RuleFaultsException"/> says why, with the line.
/// </summary>
public static class RuleText
{
    /// <summary>The rules of one file, in its order. None when it cannot be read: then putting the set together says what is wrong.</summary>
    /// <param name="file">Its name.</param>
    /// <param name="text">Its text.</param>
    public static IReadOnlyList<WrittenRule> Rules(string file, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return YamlText.Root(text) is { } root
            ? [.. YamlText.Rules(root).Select(rule => new WrittenRule(file, (int)rule.Start.Line, RuleNodes.Read(rule), RuleEdit.Own(text, rule)))]
            : [];
    }

    /// <summary>The cue classes of one file, in its order.</summary>
    /// <param name="file">Its name.</param>
    /// <param name="text">Its text.</param>
    public static IReadOnlyList<WrittenCue> Cues(string file, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return YamlText.Root(text) is { } root && YamlText.Value(root, "cues") is YamlMappingNode cues
            ? [.. cues.Children.Select(cue => new WrittenCue(file, (int)cue.Key.Start.Line, RuleNodes.Word(cue.Key), RuleNodes.List(cue.Value)))]
            : [];
    }

    /// <summary>
    /// The lines of one file that belong to no rule and no cue class: spellings, what lowers findings, comments between them. All of its lines when it cannot be
    /// read. Empty ones are left out, and those that only begin the list of rules or of cue classes.
    /// </summary>
    /// <param name="text">Its text.</param>
    public static IReadOnlyList<string> OtherLines(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = YamlText.Root(text) is { } root
            ? YamlText.Rules(root).Select(rule => (From: (int)rule.Start.Index, To: RuleEdit.EndOf(text, rule)))
                .Concat(YamlText.Value(root, "cues") is YamlMappingNode cues ? cues.Children.Select(cue => (From: (int)cue.Key.Start.Index, To: RuleEdit.EndOf(text, cue.Value))) : []).ToList()
            : [];
        var others = new List<string>();
        for (var at = 0; at < text.Length;)
        {
            var end = RuleEdit.EndOfLine(text, at);
            var line = text[at..end].TrimEnd();
            // A rule begins behind its dash, within the line.
            if (line.Length > 0 && line is not ("rules:" or "cues:") && !parts.Exists(part => part.From < end && part.To > at))
                others.Add(line);
            at = end + 1;
        }

        return others;
    }

    /// <summary>Gives a rule other fields. A field that stays as it is keeps its lines, and so does every other rule.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="id">The rule as it is called now.</param>
    /// <param name="fields">All of its fields.</param>
    public static string Change(string text, string id, RuleFields fields)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(fields);
        var before = RuleNodes.Read(RuleEdit.Find(text, id));
        // The id comes last, because it is what the rule is found by.
        foreach (var (now, then) in before.Fields.Zip(fields.Fields).Reverse())
            if (now.Word != then.Word || !(now.List ?? []).SequenceEqual(then.List ?? []))
                text = RuleEdit.Set(text, id, then.Name, then.Word, then.List);
        return text;
    }

    /// <summary>Puts other lines in the place of a rule.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="id">The rule as it is called now.</param>
    /// <param name="yaml">One rule.</param>
    public static string Replace(string text, string id, string yaml)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(yaml);
        return RuleEdit.Replace(text, RuleEdit.Find(text, id), RuleEdit.OneRule(yaml));
    }

    /// <summary>Adds a rule behind the others.</summary>
    /// <param name="text">The file's text; may be empty.</param>
    /// <param name="yaml">One rule.</param>
    public static string Add(string text, string yaml)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(yaml);
        return RuleEdit.Add(text, RuleEdit.OneRule(yaml));
    }

    /// <summary>Takes a rule out.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="id">The rule.</param>
    public static string Remove(string text, string id)
    {
        ArgumentNullException.ThrowIfNull(text);
        return RuleEdit.Remove(text, RuleEdit.Find(text, id));
    }

    /// <summary>A rule as it would be written by hand.</summary>
    /// <param name="fields">Its fields; what is empty is left out.</param>
    public static string Write(RuleFields fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return string.Join('\n', fields.Fields.Where(field => field.Word.Length > 0 || field.List is { Count: > 0 })
            .Select(field => $"{field.Name}:{RuleNodes.Written(field.Name, field.Word, field.List, 0)}"));
    }
}
