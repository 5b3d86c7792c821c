using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace PeerSupport.Screening.Rules;

/// <summary>Between nodes of a rule file and the words of its fields.</summary>
internal static partial class RuleNodes
{
    /// <summary>Words that YAML, or the eye, takes for something else.</summary>
    private static readonly HashSet<string> Quoted = new(["null", "true", "false", "yes", "no", "on", "off", "y", "n"], StringComparer.OrdinalIgnoreCase);

    public static RuleFields Read(YamlMappingNode rule)
    {
        return new()
        {
            Id = One("id"),
            Label = One("label"),
            Risk = One("risk"),
            Says = One("says"),
            Any = Many("any"),
            All = Many("all"),
            Weigh = Many("weigh"),
            Least = One("least"),
            Needs = Many("needs"),
            Within = One("within"),
            Unless = Many("unless"),
            Near = One("near"),
            Despite = Many("despite"),
            Matches = Many("matches"),
            Leaves = Many("leaves"),
        };

        string One(string key) => YamlText.Value(rule, key) is { } node ? Word(node) : "";
        IReadOnlyList<string> Many(string key) => YamlText.Value(rule, key) is { } node ? List(node) : [];
    }

    public static string Word(YamlNode node) => node is YamlScalarNode { Value: { } value } ? value.Trim() : "";

    public static IReadOnlyList<string> List(YamlNode node) => node switch
    {
        YamlSequenceNode list => [.. list.Children.Select(Word)],
        YamlMappingNode pairs => [.. pairs.Children.Select(pair => $"{Word(pair.Key)}: {Word(pair.Value)}")],
        _ => [],
    };

    /// <summary>A value as it stands behind its key's colon: a word on the same line, points in braces, a list with an item on each line.</summary>
    public static string Written(string name, string word, IReadOnlyList<string>? list, int indent)
    {
        if (list is null)
            return " " + Scalar(word);
        if (list.Count == 0)
            return " []";
        if (name == "weigh")
            return " " + Points(list);
        var text = new StringBuilder();
        foreach (var item in list)
            text.Append('\n').Append(' ', indent + 2).Append("- ").Append(Scalar(item));
        return text.ToString();
    }

    public static string Points(IReadOnlyList<string> list) => $"{{ {string.Join(", ", list.Select(Point))} }}";

    public static string Flow(IReadOnlyList<string> list) => $"[{string.Join(", ", list.Select(Scalar))}]";

    public static string Scalar(string word) => Plain().IsMatch(word) && !Quoted.Contains(word) ? word : $"\"{Escape(word)}\"";

    /// <summary>A block list with other items: those that stay keep their lines and the comments above them.</summary>
    public static string Block(string text, YamlSequenceNode node, IReadOnlyList<string> list)
    {
        var known = new Dictionary<string, Queue<string>>(StringComparer.Ordinal);
        var from = RuleEdit.LineStart(text, (int)node.Start.Index);
        foreach (var item in node.Children)
        {
            var to = RuleEdit.EndOfLine(text, RuleEdit.EndOf(text, item));
            (known.TryGetValue(Word(item), out var lines) ? lines : known[Word(item)] = new()).Enqueue(text[from..to]);
            from = Math.Min(text.Length, to + 1);
        }

        var indent = new string(' ', (int)node.Start.Column - 1);
        // The first item follows the indentation that already stands there.
        return string.Join('\n', list.Select(item => known.TryGetValue(item, out var lines) && lines.TryDequeue(out var line) ? line : $"{indent}- {Scalar(item)}")).TrimStart(' ');
    }

    public static bool IsBlock(YamlSequenceNode node) => node.Style is not SequenceStyle.Flow && node.Children.Count > 0;

    /// <summary>Whether something stands here under a name, to be used elsewhere: changing it would change both.</summary>
    public static bool IsShared(YamlNode node) => node.AllNodes.Any(one => one.Anchor != AnchorName.Empty);

    private static string Point(string pair)
    {
        var at = pair.LastIndexOf(':');
        return at < 0 ? $"{Scalar(pair)}: 1" : $"{Scalar(pair[..at].Trim())}: {Scalar(pair[(at + 1)..].Trim())}";
    }

    private static string Escape(string word)
    {
        var text = new StringBuilder(word.Length + 8);
        foreach (var one in word)
            _ = one switch
            {
                '"' or '\\' => text.Append('\\').Append(one),
                '\n' => text.Append("\\n"),
                '\t' => text.Append("\\t"),
                _ when char.IsControl(one) || one is '\u0085' or '\u2028' or '\u2029' or '\uFEFF' => text.Append("\\u").Append(((int)one).ToString("X4", CultureInfo.InvariantCulture)),
                _ => text.Append(one),
            };
        return text.ToString();
    }

    [GeneratedRegex("^([a-zA-Z]([a-zA-Z0-9_.-]*[a-zA-Z0-9])?|[0-9]{1,6})$")]
    private static partial Regex Plain();
}
