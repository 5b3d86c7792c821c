namespace PeerSupport.Screening.Text;

/// <summary>Every word that the rules speak of. Words of a text are looked up here once, then compared as numbers.</summary>
internal sealed class Vocabulary
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Term> _words = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Term> _prefixes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _collapsed = new(StringComparer.Ordinal);
    private readonly List<(string Alias, string Word)> _aliases = [];
    private readonly HashSet<string> _guarded = new(StringComparer.Ordinal);
    private readonly Dictionary<int, string[]> _guardedByLength = [];
    // Most words of most texts are in no rule: two small bitmaps say so without a look into a table.
    private readonly ulong[] _wordBits = new ulong[2048];
    private readonly ulong[] _prefixBits = new ulong[2048];
    private Dictionary<string, Term>.AlternateLookup<ReadOnlySpan<char>> _wordLookup;
    private Dictionary<string, Term>.AlternateLookup<ReadOnlySpan<char>> _prefixLookup;
    private int _shortest = int.MaxValue;

    public int Count => _numbers.Count;

    /// <summary>Adds a word, or with a trailing asterisk every word which begins like it. A word with marks is only found with those marks.</summary>
    public int Add(string word)
    {
        word = word.Replace("'", "", StringComparison.Ordinal).Replace("ß", "ss", StringComparison.Ordinal);
        return _numbers.TryGetValue(word, out var number) ? number : _numbers[word] = _numbers.Count;
    }

    public void Alias(string alias, string word) => _aliases.Add((Letters.Plain(alias), Letters.Plain(word)));

    /// <summary>Words which people disguise: they are looked for behind masks, inside longer words and in pieces.</summary>
    public void Guard(string word) => _guarded.Add(Letters.Plain(word));

    /// <summary>Whether the word is one which people disguise.</summary>
    public bool Guards(ReadOnlySpan<char> word) => _guarded.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);

    /// <summary>To be called once, when every word is added: from here on it only answers.</summary>
    /// <param name="negators">Words that turn round what follows.</param>
    /// <param name="budget">How much work it may be.</param>
    public void Freeze(IReadOnlyCollection<string> negators, Rules.Budget budget)
    {
        foreach (var guarded in _guarded)
            Add(guarded);
        foreach (var (alias, word) in _aliases)
        {
            Add(alias);
            Add(word);
        }
        var prefixes = _numbers.Keys.Where(word => word.EndsWith('*')).OrderBy(word => word.Length).ToList();
        budget.Spend((long)prefixes.Count * prefixes.Count / 10 + (long)negators.Count * (_numbers.Count + _aliases.Count) / 10);
        foreach (var prefix in prefixes)
        {
            var stem = prefix[..^1];
            _prefixes[stem] = new([.. prefixes.Where(other => stem.StartsWith(other[..^1], StringComparison.Ordinal)).Select(other => _numbers[other])]);
            _shortest = Math.Min(_shortest, stem.Length);
            Set(_prefixBits, Hash(stem));
        }
        _prefixLookup = _prefixes.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var word in _numbers.Keys.Where(word => !word.EndsWith('*')))
            Known(word, [_numbers[word], .. Beginnings(word)]);
        foreach (var (alias, word) in _aliases)
            Known(alias, [.. _words[alias].Words.Union(_words[word].Words)], word);
        foreach (var negator in negators)
            foreach (var (word, term) in _words)
                term.Negates |= negator.EndsWith('*') ? word.StartsWith(negator[..^1], StringComparison.Ordinal) : word == negator;
        _wordLookup = _words.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var word in _guarded)
        {
            var letters = word.ToCharArray();
            _collapsed.TryAdd(new(letters, 0, Letters.Squeeze(letters, 2, 1)), word);
        }
        foreach (var group in _guarded.GroupBy(word => word.Length))
            _guardedByLength[group.Key] = [.. group];
    }

    /// <summary>What the rules know of exactly this word.</summary>
    public Term Find(ReadOnlySpan<char> word)
    {
        var hash = 2166136261u;
        Term? longest = null;
        for (var i = 0; i < word.Length; i++)
        {
            hash = (hash ^ word[i]) * 16777619u;
            if (i + 1 >= _shortest && Get(_prefixBits, hash) && _prefixLookup.TryGetValue(word[..(i + 1)], out var term))
                longest = term;
        }
        return Get(_wordBits, hash) && _wordLookup.TryGetValue(word, out var exact) ? exact : longest ?? Term.Unknown;
    }

    /// <summary>What the rules know of a word with marks that they write with just these marks.</summary>
    public Term FindMarked(ReadOnlySpan<char> word) => _wordLookup.TryGetValue(word, out var exact) ? exact : Term.Unknown;

    /// <summary>The one guarded word that a masked word such as <c>s*icide</c> or <c>su#cide</c> can stand for, or null.</summary>
    public string? Unmask(ReadOnlySpan<char> masked)
    {
        if (masked.Length >= 3 && _guardedByLength.TryGetValue(masked.Length, out var words))
            foreach (var word in words)
                if (Fits(word, masked))
                    return word;
        return null;
    }

    /// <summary>The guarded word which this becomes when doubled letters count as one, or null.</summary>
    public string? Collapse(ReadOnlySpan<char> collapsed) => _collapsed.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(collapsed, out var word) ? word : null;

    private static bool Fits(string word, ReadOnlySpan<char> masked)
    {
        var shown = 0;
        for (var i = 0; i < word.Length; i++)
            if (masked[i] == word[i])
                shown++;
            else if (masked[i] is not ('*' or '#' or '_' or '-' or '.' or '?'))
                return false;
        return shown >= 2 || (shown == 1 && word.Length == 3 && masked[0] == word[0]);
    }

    private void Known(string word, int[] numbers, string? meant = null)
    {
        _words[word] = new(numbers, meant ?? Letters.Plain(word));
        Set(_wordBits, Hash(word));
    }

    private int[] Beginnings(string word)
    {
        for (var length = word.Length; length >= _shortest; length--)
            if (_prefixLookup.TryGetValue(word.AsSpan(0, length), out var term))
                return term.Words;
        return [];
    }

    private static uint Hash(ReadOnlySpan<char> word)
    {
        var hash = 2166136261u;
        foreach (var letter in word)
            hash = (hash ^ letter) * 16777619u;
        return hash;
    }

    private static void Set(ulong[] bits, uint hash) => bits[(hash >> 6) % (uint)bits.Length] |= 1UL << (int)(hash & 63);

    private static bool Get(ulong[] bits, uint hash) => (bits[(hash >> 6) % (uint)bits.Length] >> (int)(hash & 63) & 1) != 0;
}
