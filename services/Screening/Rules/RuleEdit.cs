using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace PeerSupport.Screening.Rules;

/// <summary>Changes to the text of a rule file at the places that its nodes name.</summary>
internal static class RuleEdit
{
    private const string Shared = "This rule shares lines with another place by & and *. Change it in the file.";

    public static YamlMappingNode Find(string text, string id)
    {
        var rule = Rules(text).FirstOrDefault(rule => YamlText.Scalar(rule, "id")?.Trim() == id) ?? throw Fault(0, id, "There is no such rule in this file.");
        return RuleNodes.IsShared(rule) ? throw Fault((int)rule.Start.Line, id, Shared) : rule;
    }

    /// <summary>The lines of a rule, moved to the left.</summary>
    public static string Own(string text, YamlMappingNode rule)
    {
        var margin = (int)rule.Start.Column - 1;
        var lines = text[(int)rule.Start.Index..EndOfLine(text, EndOf(text, rule))].Split('\n');
        return string.Join('\n', lines.Select((line, number) => number == 0 ? line : line.Length >= margin && string.IsNullOrWhiteSpace(line[..margin]) ? line[margin..] : line.TrimStart()));
    }

    /// <summary>Lines that are meant to be one rule, without the dash before it.</summary>
    public static string OneRule(string yaml)
    {
        var lines = yaml.TrimStart('\uFEFF').ReplaceLineEndings("\n").Trim('\n').TrimEnd();
        if (lines.TrimStart().StartsWith("- ", StringComparison.Ordinal))
            lines = new string(' ', lines.IndexOf('-', StringComparison.Ordinal)) + "  " + lines[(lines.IndexOf('-', StringComparison.Ordinal) + 2)..];
        var margin = lines.Split('\n').Where(line => line.Trim().Length > 0).Select(line => line.Length - line.TrimStart(' ').Length).DefaultIfEmpty().Min();
        lines = string.Join('\n', lines.Split('\n').Select(line => line.Length > margin ? line[margin..] : line.TrimStart(' ')));
        return Load(lines) switch
        {
            [YamlMappingNode rule] when RuleNodes.IsShared(rule) => throw Fault(1, "", Shared),
            [YamlMappingNode] => lines,
            _ => throw Fault(1, "", "This has to be one rule: lines such as \"id: ...\", \"label: ...\" and so on."),
        };
    }

    public static string Set(string text, string id, string name, string word, IReadOnlyList<string>? list)
    {
        var rule = Find(text, id);
        if (rule.Style is MappingStyle.Flow)
        {
            text = Replace(text, rule, RuleText.Write(RuleNodes.Read(rule)));
            rule = Find(text, id);
        }

        var margin = (int)rule.Start.Column - 1;
        var isEmpty = word.Length == 0 && list is null or { Count: 0 };
        var (key, value) = rule.Children.FirstOrDefault(pair => RuleNodes.Word(pair.Key) == name);
        if (key is null)
            return isEmpty ? text : Insert(text, EndOf(text, Before(rule, name)), $"{new string(' ', margin)}{name}:{RuleNodes.Written(name, word, list, margin)}");
        var (from, to) = ((int)value.Start.Index, EndOf(text, value));
        if (isEmpty && key != rule.Children[0].Key)
            return text.Remove(LineStart(text, (int)key.Start.Index), Math.Min(text.Length, EndOfLine(text, to) + 1) - LineStart(text, (int)key.Start.Index));
        if (value is YamlSequenceNode sequence && RuleNodes.IsBlock(sequence) && !isEmpty)
            return string.Concat(text.AsSpan(0, from), RuleNodes.Block(text, sequence, list!), text.AsSpan(EndOfLine(text, to)));
        var inline = isEmpty ? list is null ? "\"\"" : "[]" : list is null ? RuleNodes.Scalar(word) : name == "weigh" ? RuleNodes.Points(list) : RuleNodes.Flow(list);
        // A key without a value ends with its colon, and a block begins on a line of its own.
        var colon = text.IndexOf(':', (int)key.End.Index) + 1;
        return string.Concat(text.AsSpan(0, colon), " ", inline, text.AsSpan(Math.Max(colon, to)));
    }

    public static string Replace(string text, YamlMappingNode rule, string lines)
    {
        var margin = new string(' ', (int)rule.Start.Column - 1);
        var to = EndOfLine(text, EndOf(text, rule));
        var changed = string.Concat(text.AsSpan(0, (int)rule.Start.Index), Indent(lines, margin).TrimStart(' '), text.AsSpan(to));
        return Holding(changed, Rules(text).Count());
    }

    public static string Add(string text, string lines)
    {
        var root = Load(text) switch
        {
            [] => null,
            [YamlMappingNode mapping, ..] => mapping,
            [YamlScalarNode { Value: null or "" }, ..] => null,
            _ => throw Fault(1, "", "This file holds no rules. Mend it first."),
        };
        var rules = root is null ? null : YamlText.Value(root, "rules");
        if (rules is YamlSequenceNode { Style: not SequenceStyle.Flow, Children: [.., var last] } sequence)
            return Holding(Insert(text, EndOf(text, last), Item((int)sequence.Start.Column - 1)), sequence.Children.Count + 1);
        if (rules is YamlSequenceNode { Children.Count: > 0 })
            throw Fault((int)rules.Start.Line, "", "The rules of this file stand between brackets. Add the rule in the file.");
        if (rules is null)
            return Holding($"{(text.Length == 0 || text.EndsWith('\n') ? text : text + "\n")}rules:\n{Item(2)}\n", 1);
        var colon = text.IndexOf(':', (int)root!.Children.First(pair => RuleNodes.Word(pair.Key) == "rules").Key.End.Index) + 1;
        return Holding(string.Concat(text.AsSpan(0, colon), "\n", Item(2), text.AsSpan(Math.Max(colon, EndOf(text, rules)))), 1);

        string Item(int margin) => new string(' ', margin) + "- " + Indent(lines, new string(' ', margin + 2)).TrimStart(' ');
    }

    public static string Remove(string text, YamlMappingNode rule)
    {
        var from = LineStart(text, text.LastIndexOf('-', (int)rule.Start.Index));
        var to = Math.Min(text.Length, EndOfLine(text, EndOf(text, rule)) + 1);
        return Holding(text.Remove(from, to - from), Rules(text).Count() - 1);
    }

    /// <summary>Where what a node says ends; for the parser a block ends only where the next thing begins.</summary>
    public static int EndOf(string text, YamlNode node)
    {
        var last = YamlText.Last(node);
        var from = (int)last.Start.Index;
        var to = last is YamlScalarNode ? (int)last.End.Index : from + LengthOfBrackets(text[from..]);
        return from + text.AsSpan(from, to - from).TrimEnd().Length;
    }

    /// <summary>A node in brackets does not know where they close, but the parser does.</summary>
    private static int LengthOfBrackets(string text)
    {
        var parser = new Parser(new StringReader(text));
        for (var depth = 0; parser.MoveNext();)
        {
            depth += parser.Current!.NestingIncrease;
            // The stream and the document are two more.
            if (depth == 2 && parser.Current is SequenceEnd or MappingEnd)
                return (int)parser.Current.Start.Index + 1;
        }
        return text.Length;
    }

    public static int EndOfLine(string text, int at) => text.IndexOf('\n', at) is >= 0 and var end ? end : text.Length;

    public static int LineStart(string text, int at) => at == 0 ? 0 : text.LastIndexOf('\n', at - 1) + 1;

    private static IEnumerable<YamlMappingNode> Rules(string text) =>
        Load(text) is [YamlMappingNode root, ..] ? YamlText.Rules(root) : [];

    private static List<YamlNode> Load(string text)
    {
        try
        {
            var stream = new YamlStream();
            using var reader = new StringReader(text);
            stream.Load(reader);
            return [.. stream.Documents.Select(document => document.RootNode)];
        }
        catch (Exception fault) when (YamlText.IsUnreadable(fault))
        {
            var faults = new Faults([]);
            faults.Unreadable("", fault);
            throw new RuleFaultsException(faults.List());
        }
    }

    /// <summary>The field that another is written behind.</summary>
    private static YamlNode Before(YamlMappingNode rule, string name)
    {
        var order = new RuleFields().Fields.Select(field => field.Name).TakeWhile(field => field != name).ToHashSet();
        return (rule.Children.LastOrDefault(pair => order.Contains(RuleNodes.Word(pair.Key))) is { Value: { } value } ? value : null) ?? rule.Children[0].Value;
    }

    private static string Insert(string text, int behind, string line)
    {
        var at = EndOfLine(text, behind);
        return string.Concat(text.AsSpan(0, at), "\n", line, text.AsSpan(at));
    }

    private static string Indent(string lines, string margin)
    {
        var text = new StringBuilder();
        foreach (var line in lines.Split('\n'))
            text.Append(text.Length == 0 ? "" : "\n").Append(line.Length == 0 ? "" : margin).Append(line);
        return text.ToString();
    }

    /// <summary>What is put into a file must not end a list or begin another document there.</summary>
    private static string Holding(string text, int rules) =>
        Rules(text).Count() == rules ? text : throw Fault(1, "", "These lines would change other rules of the file too. Look at the indentation and at lines that begin with --- or ...");

    private static RuleFaultsException Fault(int line, string subject, string message) => new([new("", line, subject, message)]);
}
