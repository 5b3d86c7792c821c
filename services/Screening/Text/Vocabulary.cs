namespace PeerSupport.Screening.Text;

/// <summary>Every word that the rules speak of. Words of a text are looked up here once, then compared as numbers.</summary>
internal sealed class Vocabulary
{
    private readonly Dictionary<string, int> _words = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _prefixes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _same = new(StringComparer.Ordinal);
    private readonly SortedSet<int> _prefixLengths = [];
    private readonly Dictionary<int, List<string>> _byLength = [];

    /// <summary>Adds a word, or with a trailing asterisk every word which begins like it.</summary>
    public int Add(string word)
    {
        if (word.EndsWith('*'))
        {
            var prefix = Letters.Plain(word[..^1]);
            _prefixLengths.Add(prefix.Length);
            return Number(_prefixes, prefix);
        }
        word = Letters.Plain(word);
        if (!_words.ContainsKey(word))
            (_byLength.TryGetValue(word.Length, out var list) ? list : _byLength[word.Length] = []).Add(word);
        return Number(_words, word);
    }

    public void Alias(string alias, string word) => _same[Letters.Plain(alias)] = Letters.Plain(word);

    public bool Knows(string word) => _words.ContainsKey(word) || _same.ContainsKey(word) || (word.Length > 3 && Prefixes(word).Count > 0);

    public int[] Find(string word)
    {
        if (_same.TryGetValue(word, out var meant))
            word = meant;
        var found = Prefixes(word);
        if (_words.TryGetValue(word, out var number))
            found.Add(number);
        return found.Count == 0 ? [] : [.. found];
    }

    /// <summary>The one known word that a masked word such as <c>s*icide</c> can stand for, or null.</summary>
    public string? Unmask(string masked)
    {
        if (masked.Length < 4)
            return null;
        return _byLength.GetValueOrDefault(masked.Length)?.Find(word => Fits(word, masked))
            ?? _prefixes.Keys.FirstOrDefault(prefix => prefix.Length >= 5 && prefix.Length <= masked.Length && Fits(prefix, masked));
    }

    private static bool Fits(string word, string masked) => word.Zip(masked).All(pair => pair.Second == '*' || pair.First == pair.Second);

    private List<int> Prefixes(string word)
    {
        var found = new List<int>(2);
        var lookup = _prefixes.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var length in _prefixLengths)
        {
            if (length > word.Length)
                break;
            if (lookup.TryGetValue(word.AsSpan(0, length), out var number))
                found.Add(number);
        }
        return found;
    }

    private int Number(Dictionary<string, int> table, string word)
    {
        if (table.TryGetValue(word, out var number))
            return number;
        return table[word] = _words.Count + _prefixes.Count;
    }
}
