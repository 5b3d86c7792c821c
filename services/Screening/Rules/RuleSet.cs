using PeerSupport.Screening.Text;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace PeerSupport.Screening.Rules;

internal sealed record Rule(RuleEntry Entry, int[] All, (int Cue, int Points)[] Weigh, int[] Needs, int[] Unless);

internal readonly record struct Surrounding(SurroundingEntry Entry, int Cue);

/// <summary>Rule files, read and checked and ready to be asked. Immutable.</summary>
internal sealed class RuleSet
{
    private const int DeepestCues = 40;
    private readonly Dictionary<string, Expression?> _cues = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _cueNumbers = new(StringComparer.Ordinal);
    private readonly ILookup<string, List<string>> _definitions;
    private readonly ExpressionParser _parser;
    private readonly Budget _budget = new();
    private readonly Faults _faults;
    private readonly HashSet<string> _unusable = new(StringComparer.Ordinal);
    private int _nesting;

    /// <exception cref="RuleFaultsException">They cannot be used.</exception>
    public RuleSet(IReadOnlyList<KeyValuePair<string, string>> sources)
    {
        _faults = new(sources);
        var files = Read(sources);
        Version = RuleFiles.Digest(sources);
        RuleChecks.Check(files, _faults);
        Refuse();

        _definitions = files.SelectMany(file => file.Cues).ToLookup(cue => cue.Key, cue => cue.Value);
        _parser = new(Words, Cue, _budget);
        Spell(files);
        Phrases = new(files.SelectMany(file => file.Frequent).Distinct().Select((word, rank) => (Number: Words.Add(word), Price: Math.Max(10, 200 - rank)))
            .GroupBy(word => word.Number).ToDictionary(word => word.Key, word => word.First().Price), _budget);
        foreach (var entry in files.SelectMany(file => file.Rules))
            Add(entry);
        Surroundings = [.. files.SelectMany(file => file.Surroundings).Select(entry => new Surrounding(entry, entry.Cue.Length == 0 ? -1 : Number(entry.Cue, entry.Id)))];
        Imminent = Number("imminent", "");
        SomebodyElses = Number("somebody-elses", "");
        Refuse();
        var negators = files.SelectMany(file => file.Negators).ToList();
        Words.Freeze(negators, _budget);
        Phrases.Freeze(Words.Count);
        Work = _budget.Spent;
    }

    public string Version { get; }

    /// <summary>What it cost to put together, in the terms of <see cref="Budget"/>.</summary>
    public long Work { get; }

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

    private List<RuleFile> Read(IReadOnlyList<KeyValuePair<string, string>> sources)
    {
        var reader = new DeserializerBuilder().WithNamingConvention(HyphenatedNamingConvention.Instance)
            .WithEnumNamingConvention(LowerCaseNamingConvention.Instance).Build();
        var files = new List<RuleFile>(sources.Count);
        foreach (var (name, text) in sources)
            try
            {
                files.Add(reader.Deserialize<RuleFile?>(text) ?? new());
            }
            catch (Exception fault) when (YamlText.IsUnreadable(fault))
            {
                _faults.Unreadable(name, fault);
            }
        return files;
    }

    private void Refuse()
    {
        if (_faults.Any)
            throw new RuleFaultsException(_faults.List());
    }

    private void Spell(List<RuleFile> files)
    {
        foreach (var (word, others) in files.SelectMany(file => file.Spellings))
            others.ForEach(other => Words.Alias(other, word));
        foreach (var word in files.SelectMany(file => file.Guarded))
            Words.Guard(word);
    }

    private void Add(RuleEntry entry)
    {
        Rules.Add(new(entry, Numbers(entry.All, entry.Id), [.. entry.Weigh.Select(cue => (Number(cue.Key, entry.Id), cue.Value))],
            Numbers(entry.Needs, entry.Id), Numbers(entry.Unless, entry.Id)));
        foreach (var source in entry.Any)
            if (Parse(source, entry.Id) is { } expression)
                Index(expression, ~(Rules.Count - 1), entry.Id);
    }

    /// <summary>The expression of a cue class. Whoever names one that cannot be used is told so where it is named.</summary>
    private Expression Cue(string name)
    {
        if (_cues.TryGetValue(name, out var known))
            return known ?? throw new FormatException($"Cue class {name} contains itself.");
        if (!_definitions.Contains(name))
            throw new FormatException($"There is no cue class {name}.");
        // Trying it again at each place that names it would double the work at each step of a long chain.
        if (_unusable.Contains(name))
            throw new FormatException($"Cue class {name} cannot be used. What is wrong is said there.");
        if (_nesting >= DeepestCues)
            throw new FormatException($"Cue classes name each other more than {DeepestCues} deep.");
        _cues[name] = null;
        _nesting++;
        try
        {
            var options = _definitions[name].SelectMany(list => list ?? []).Select(source => Parse(source, name)).OfType<Expression>().ToList();
            if (options.Count == 0)
                throw new FormatException($"Cue class {name} holds nothing that can be used.");
            return _cues[name] = ExpressionParser.Choose(options, _budget);
        }
        finally
        {
            _nesting--;
            if (_cues[name] is null && _cues.Remove(name))
                _unusable.Add(name);
        }
    }

    /// <summary>Reads an expression, or notes what is wrong with it: whoever edits rules wants to see every fault at once.</summary>
    private Expression? Parse(string? source, string where)
    {
        try
        {
            return _budget.IsSpent ? throw new FormatException(Budget.TooMuch) : _parser.Parse(source ?? "");
        }
        catch (FormatException fault)
        {
            _faults.Of(fault.Message == Budget.TooMuch ? "" : where, source, fault.Message);
            return null;
        }
    }

    private void Index(Expression expression, int owner, string where)
    {
        try
        {
            Phrases.Add(expression, owner);
        }
        catch (FormatException fault)
        {
            _faults.Of(fault.Message == Budget.TooMuch ? "" : where, null, fault.Message);
        }
    }

    private int[] Numbers(List<string> names, string where) => [.. names.Select(name => Number(name, where))];

    private int Number(string? name, string where)
    {
        name ??= "";
        if (_cueNumbers.TryGetValue(name, out var number))
            return number;
        number = _cueNumbers[name] = _cueNumbers.Count;
        try
        {
            Index(Cue(name), number, name);
        }
        catch (FormatException fault)
        {
            _faults.Of(fault.Message == Budget.TooMuch ? "" : where, name, fault.Message);
        }
        return number;
    }
}
