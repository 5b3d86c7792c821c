using System.Security.Cryptography;
using System.Text;
using PeerSupport.Screening.Text;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace PeerSupport.Screening.Rules;

internal sealed record Rule(RuleEntry Entry, int[] All, (int Cue, int Points)[] Weigh, int[] Needs, int[] Unless);

internal readonly record struct Surrounding(SurroundingEntry Entry, int Cue);

/// <summary>Rule files, read and checked and ready to be asked. Immutable.</summary>
internal sealed class RuleSet
{
    private readonly Dictionary<string, Expression?> _cues = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _cueNumbers = new(StringComparer.Ordinal);
    private readonly ILookup<string, List<string>> _definitions;
    private readonly ExpressionParser _parser;
    private readonly List<string> _faults = [];

    public RuleSet(IEnumerable<string> sources)
    {
        var reader = new DeserializerBuilder().WithNamingConvention(HyphenatedNamingConvention.Instance)
            .WithEnumNamingConvention(LowerCaseNamingConvention.Instance).Build();
        var texts = sources.ToList();
        var files = texts.ConvertAll(reader.Deserialize<RuleFile>);
        Version = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(texts))))[..12];

        _definitions = files.SelectMany(file => file.Cues).ToLookup(cue => cue.Key, cue => cue.Value);
        _parser = new(Words, Cue);
        Spell(files);
        Phrases = new(files.SelectMany(file => file.Frequent).Distinct().Select((word, rank) => (Number: Words.Add(word), Price: Math.Max(10, 200 - rank)))
            .ToDictionary(word => word.Number, word => word.Price));
        foreach (var entry in files.SelectMany(file => file.Rules))
            Add(entry);
        Surroundings = [.. files.SelectMany(file => file.Surroundings).Select(entry => new Surrounding(entry, entry.Cue.Length == 0 ? -1 : Number(entry.Cue)))];
        Imminent = Number("imminent");
        SomebodyElses = Number("somebody-elses");
        if (_faults.Count > 0)
            throw new FormatException(string.Join(Environment.NewLine, _faults.Distinct()));
        Words.Freeze(files.SelectMany(file => file.Negators));
        Phrases.Freeze(Words.Count);
    }

    public string Version { get; }

    public Vocabulary Words { get; } = new();

    public PhraseIndex Phrases { get; }

    public List<Rule> Rules { get; } = [];

    public Surrounding[] Surroundings { get; }

    /// <summary>The cue class of means, time, farewell or attempt in the first person: with it nothing falls below high.</summary>
    public int Imminent { get; }

    /// <summary>The cue class which says that a detail is not the author's own.</summary>
    public int SomebodyElses { get; }

    public int Cues => _cueNumbers.Count;

    public IReadOnlyDictionary<string, int> CueNumbers => _cueNumbers;

    public string NameOf(int cue) => _cueNumbers.First(pair => pair.Value == cue).Key;

    private void Spell(List<RuleFile> files)
    {
        foreach (var (word, others) in files.SelectMany(file => file.Spellings))
            others.ForEach(other => Words.Alias(other, word));
        foreach (var word in files.SelectMany(file => file.Guarded))
            Words.Guard(word);
    }

    private void Add(RuleEntry entry)
    {
        if (!Labels.All.Contains(entry.Label) || entry.Says.Length == 0)
            throw new FormatException($"Rule {entry.Id} needs a known label and a sentence that says what it found.");
        Rules.Add(new(entry, [.. entry.All.Select(Number)], [.. entry.Weigh.Select(cue => (Number(cue.Key), cue.Value))],
            [.. entry.Needs.Select(Number)], [.. entry.Unless.Select(Number)]));
        foreach (var source in entry.Any)
            if (Parse(source, entry.Id) is { } expression)
                Phrases.Add(expression, ~(Rules.Count - 1));
    }

    private Expression Cue(string name)
    {
        if (_cues.TryGetValue(name, out var known))
            return known ?? throw new FormatException($"Cue class {name} contains itself.");
        if (!_definitions.Contains(name))
            _faults.Add($"There is no cue class {name}.");
        _cues[name] = null;
        var cue = new Choice([.. _definitions[name].SelectMany(list => list).Select(source => Parse(source, name)).OfType<Expression>()]);
        _cues[name] = cue;
        return cue;
    }

    /// <summary>Reads an expression, or notes what is wrong with it: whoever edits rules wants to see every fault at once.</summary>
    private Expression? Parse(string source, string where)
    {
        try
        {
            return _parser.Parse(source);
        }
        catch (FormatException fault)
        {
            _faults.Add($"{where}: {fault.Message}");
            return null;
        }
    }

    private int Number(string name)
    {
        if (_cueNumbers.TryGetValue(name, out var number))
            return number;
        number = _cueNumbers[name] = _cueNumbers.Count;
        Phrases.Add(Cue(name), number);
        return number;
    }
}
