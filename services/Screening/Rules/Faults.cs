using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace PeerSupport.Screening.Rules;

/// <summary>Gathers what is wrong with rule files and finds the lines to blame.</summary>
internal sealed partial class Faults(IReadOnlyList<KeyValuePair<string, string>> files)
{
    /// <summary>Nobody mends more than so many at once.</summary>
    private const int Most = 200;
    private readonly List<RuleFault> _known = [];
    private readonly HashSet<(string Subject, string? Source, string Message)> _noted = [];
    private Dictionary<string, List<(string File, YamlNode Node)>>? _places;

    public bool Any => _known.Count + _noted.Count > 0;

    /// <summary>A file that is no YAML, or not of the shape of a rule file.</summary>
    public void Unreadable(string file, Exception fault)
    {
        var message = fault.InnerException is { } inner and not YamlException ? inner.Message : fault.Message;
        _known.Add(fault is YamlException place ? new(file, (int)place.Start.Line, "", Kindly(message)) : new(file, 0, "", Kindly("something is not where it can be")));
    }

    public void OfFile(string file, int line, string subject, string message) => _known.Add(new(file, line, subject, message));

    /// <param name="subject">The rule or cue class.</param>
    /// <param name="source">The words within it that are to blame; null when it is the whole.</param>
    /// <param name="message">What is wrong.</param>
    public void Of(string subject, string? source, string message)
    {
        if (_noted.Count < Most)
            _noted.Add((subject, source, message));
    }

    public IReadOnlyList<RuleFault> List() =>
        [.. _known.Concat(_noted.Select(Place)).Take(Most).OrderBy(fault => fault.File, StringComparer.Ordinal).ThenBy(fault => fault.Line)];

    private RuleFault Place((string Subject, string? Source, string Message) fault)
    {
        _places ??= Index();
        if (!_places.TryGetValue(fault.Subject, out var found))
            return new("", 0, fault.Subject, fault.Message);
        foreach (var (file, node) in found)
            if (fault.Source is not null && node.AllNodes.OfType<YamlScalarNode>().FirstOrDefault(scalar => scalar.Value == fault.Source) is { } scalar)
                return new(file, (int)scalar.Start.Line, fault.Subject, fault.Message);
        return new(found[0].File, (int)found[0].Node.Start.Line, fault.Subject, fault.Message);
    }

    private Dictionary<string, List<(string File, YamlNode Node)>> Index()
    {
        var places = new Dictionary<string, List<(string, YamlNode)>>(StringComparer.Ordinal);
        foreach (var (file, text) in files)
        {
            if (YamlText.Root(text) is not { } root)
                continue;
            foreach (var rule in YamlText.Rules(root))
                Add(YamlText.Scalar(rule, "id") ?? "", file, rule);
            if (YamlText.Value(root, "cues") is YamlMappingNode cues)
                foreach (var (name, node) in cues.Children)
                    Add((name as YamlScalarNode)?.Value ?? "", file, node);
            if (YamlText.Value(root, "surroundings") is YamlSequenceNode surroundings)
                foreach (var entry in surroundings.Children.OfType<YamlMappingNode>())
                    Add(YamlText.Scalar(entry, "id") ?? "", file, entry);
        }
        return places;

        void Add(string subject, string file, YamlNode node) => (places.TryGetValue(subject, out var list) ? list : places[subject] = []).Add((file, node));
    }

    /// <summary>The parser speaks to programmers; the most frequent of what it says is put into the words of a rule file.</summary>
    private static string Kindly(string message)
    {
        if (UnknownField().Match(message) is { Success: true } field)
            return $"There is no field \"{field.Groups[1].Value}\" here. The fields are described in the help of this page.";
        if (UnknownWord().Match(message) is { Success: true } word)
            return $"\"{word.Groups[1].Value.ToLowerInvariant()}\" is not one of the words that can stand here.";
        return $"This cannot be read as YAML: {message.TrimEnd('.')}. Look at the indentation, the quotation marks and the brackets of this line and the one before.";
    }

    [GeneratedRegex("Property '([^']*)' not found")]
    private static partial Regex UnknownField();

    [GeneratedRegex("Requested value '([^']*)' was not found")]
    private static partial Regex UnknownWord();
}
