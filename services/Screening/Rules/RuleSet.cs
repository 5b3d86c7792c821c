using System.Security.Cryptography;
using System.Text;
using PeerSupport.Screening.Text;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace PeerSupport.Screening.Rules;

internal sealed record Rule(RuleEntry Entry, int[] All, int[] Unless);

/// <summary>A rule, when an expression belongs to one; else the cue class.</summary>
internal readonly record struct Entry(Expression Expression, int Cue, int Rule);

internal readonly record struct Surrounding(SurroundingEntry Entry, int Cue);

/// <summary>Rule files, read and checked and ready to be asked. Immutable.</summary>
internal sealed class RuleSet
{
    private readonly Dictionary<int, List<Entry>> _byFirstWord = [];
    private readonly Dictionary<string, Expression> _cues = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _cueNumbers = new(StringComparer.Ordinal);

    public RuleSet(IEnumerable<string> sources)
    {
        var reader = new DeserializerBuilder().WithNamingConvention(HyphenatedNamingConvention.Instance)
            .WithEnumNamingConvention(LowerCaseNamingConvention.Instance).Build();
        var texts = sources.ToList();
        var files = texts.ConvertAll(reader.Deserialize<RuleFile>);
        Version = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(texts))))[..12];

        var definitions = files.SelectMany(file => file.Cues).ToLookup(cue => cue.Key, cue => cue.Value);
        ExpressionParser parser = null!;
        Expression Cue(string name)
        {
            if (_cues.TryGetValue(name, out var known))
                return known ?? throw new FormatException($"Cue class {name} contains itself.");
            if (!definitions.Contains(name))
                throw new FormatException($"There is no cue class {name}.");
            _cues[name] = null!;
            return _cues[name] = new Choice([.. definitions[name].SelectMany(list => list).Select(parser.Parse)]);
        }
        int Number(string name)
        {
            if (_cueNumbers.TryGetValue(name, out var number))
                return number;
            number = _cueNumbers[name] = _cueNumbers.Count;
            Index(new(Cue(name), number, -1));
            return number;
        }

        parser = new(Words, Cue);
        foreach (var (word, others) in files.SelectMany(file => file.Spellings))
            others.ForEach(other => Words.Alias(other, word));
        foreach (var entry in files.SelectMany(file => file.Rules))
        {
            if (!Labels.All.Contains(entry.Label) || entry.Says.Length == 0)
                throw new FormatException($"Rule {entry.Id} needs a known label and a sentence that says what it found.");
            Rules.Add(new(entry, [.. entry.All.Select(Number)], [.. entry.Unless.Select(Number)]));
            foreach (var source in entry.Any)
                Index(new(parser.Parse(source), -1, Rules.Count - 1));
        }
        Surroundings = [.. files.SelectMany(file => file.Surroundings).Select(entry => new Surrounding(entry, Number(entry.Cue)))];
        Imminent = Number("imminent");
    }

    public string Version { get; }

    public Vocabulary Words { get; } = new();

    public List<Rule> Rules { get; } = [];

    public Surrounding[] Surroundings { get; }

    /// <summary>The cue class of means, time, farewell or attempt in the first person: with it nothing falls below high.</summary>
    public int Imminent { get; }

    public List<Entry>? StartingWith(int word) => _byFirstWord.GetValueOrDefault(word);

    private void Index(Entry entry)
    {
        var first = new HashSet<int>();
        entry.Expression.First(first);
        foreach (var word in first)
            (_byFirstWord.TryGetValue(word, out var list) ? list : _byFirstWord[word] = []).Add(entry);
    }
}
