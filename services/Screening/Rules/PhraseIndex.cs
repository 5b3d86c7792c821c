using System.Numerics;
using PeerSupport.Screening.Text;

namespace PeerSupport.Screening.Rules;

/// <summary>Where something was found, in words: from the first up to but not including the last.</summary>
internal readonly record struct Span(int From, int To);

/// <summary>
/// Every expression under the rarest word that it cannot do without, so that a text is only asked about expressions of which it has such a word.
/// "I want to die" is tried where "die" stands, not at every "I".
/// </summary>
internal sealed class PhraseIndex
{
    private readonly Dictionary<int, List<Phrase>> _adding = [];
    private readonly Dictionary<int, int> _prices;
    private Phrase[]?[] _phrases = [];

    /// <param name="prices">What it costs to look at expressions under a frequent word; words that are not named cost 1.</param>
    public PhraseIndex(Dictionary<int, int> prices) => _prices = prices;

    public int Count { get; private set; }

    /// <summary>Adds an expression; what it finds is reported as <paramref name="owner"/>.</summary>
    public void Add(Expression expression, int owner)
    {
        if (expression is Choice choice)
        {
            foreach (var option in choice.Options)
                Add(option, owner);
            return;
        }
        var parts = expression is Sequence sequence ? sequence.Parts.ToArray() : [expression];
        var (anchor, words) = Anchor(parts);
        var phrase = new Phrase(anchor == 0 ? null : new Sequence(parts[..anchor]), new Sequence(parts[anchor..]), owner);
        Count++;
        foreach (var word in words)
            (_adding.TryGetValue(word, out var list) ? list : _adding[word] = []).Add(phrase);
    }

    public void Freeze(int words)
    {
        _phrases = new Phrase[words][];
        foreach (var (word, list) in _adding)
            _phrases[word] = [.. list];
    }

    /// <summary>Calls back for each phrase found at a word of the text; returns how many it has tried.</summary>
    public long Find(ReadOnlySpan<Token> tokens, Action<int, Span> found)
    {
        var tried = 0L;
        for (var at = 0; at < tokens.Length; at++)
            foreach (var word in tokens[at].Term.Words)
                if (_phrases[word] is { } phrases)
                {
                    tried += phrases.Length;
                    foreach (var phrase in phrases)
                        if (phrase.At(tokens, at) is { } span)
                            found(phrase.Owner, span);
                }
        return tried;
    }

    private (int Part, HashSet<int> Words) Anchor(Expression[] parts)
    {
        var best = (Part: -1, Words: new HashSet<int>());
        var cheapest = int.MaxValue;
        for (var i = 0; i < parts.Length; i++)
        {
            var words = new HashSet<int>();
            if (parts[i].First(words, true))
                continue;
            var price = words.Sum(word => _prices.GetValueOrDefault(word, 1));
            if (price < cheapest)
                (cheapest, best) = (price, (i, words));
        }
        return best;
    }

    private sealed class Phrase(Sequence? before, Sequence after, int owner)
    {
        public int Owner => owner;

        public Span? At(ReadOnlySpan<Token> tokens, int at)
        {
            var forwards = after.Read(new Line(tokens, at, true), 1);
            if (forwards == 0)
                return null;
            if (before is null)
                return new(at, at + BitOperations.TrailingZeroCount(forwards));
            var backwards = before.Read(new Line(tokens, at, false), 1);
            return backwards == 0 ? null : new(at - BitOperations.TrailingZeroCount(backwards), at + BitOperations.TrailingZeroCount(forwards));
        }
    }
}
