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
    // So often alternatives are taken apart: more would multiply phrases for little.
    private const int Deepest = 2;
    private readonly Dictionary<int, List<Entry>> _adding = [];
    private readonly Dictionary<int, int> _prices;
    private Entry[]?[] _phrases = [];

    private readonly Budget _budget;

    /// <param name="prices">What it costs to look at expressions under a frequent word; words that are not named cost 1.</param>
    /// <param name="budget">How much work adding may be.</param>
    public PhraseIndex(Dictionary<int, int> prices, Budget budget) => (_prices, _budget) = (prices, budget);

    public int Count { get; private set; }

    /// <summary>Adds an expression; what it finds is reported as <paramref name="owner"/>.</summary>
    public void Add(Expression expression, int owner) => Add(expression, owner, 0);

    private void Add(Expression expression, int owner, int depth)
    {
        if (expression is Choice choice)
        {
            foreach (var option in choice.Options)
                Add(option, owner, depth);
            return;
        }
        Expression[] parts = expression is Sequence sequence ? [.. sequence.Parts] : [expression];
        _budget.Spend(3L * parts.Sum(part => part.Size));
        var (anchor, words) = Anchor(parts);
        if (depth < Deepest && parts[anchor] is Choice mixed && mixed.Options.ToArray().Any(option => option is not Word))
        {
            // Each alternative of several words has a rarest word of its own, which is a better place to look for it.
            var single = mixed.Options.ToArray().Where(option => option is Word).ToArray();
            Expression[] options = [.. mixed.Options.ToArray().Where(option => option is not Word), .. single.Length > 0 ? [new Choice(single)] : Array.Empty<Expression>()];
            foreach (var option in options)
                Add(new Sequence([.. parts[..anchor], .. option is Sequence inner ? inner.Parts.ToArray() : [option], .. parts[(anchor + 1)..]]), owner, depth + 1);
            return;
        }
        var phrase = new Phrase(anchor == 0 ? null : new Sequence(parts[..anchor]), new Sequence(parts[anchor..]), owner);
        var (least, most) = parts[anchor].Length;
        var entry = new Entry(new(parts[(anchor + 1)..], least, most, true), new(parts[..anchor].Reverse(), 1, 1, false), phrase);
        Count++;
        foreach (var word in words)
            (_adding.TryGetValue(word, out var list) ? list : _adding[word] = []).Add(entry);
    }

    public void Freeze(int words)
    {
        _phrases = new Entry[words][];
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
                    foreach (ref readonly var entry in phrases.AsSpan())
                        if (entry.After.Allows(tokens, at) && entry.Before.Allows(tokens, at) && entry.Phrase.At(tokens, at) is { } span)
                            found(entry.Phrase.Owner, span);
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

    /// <summary>A phrase under one of its words, with what must stand beside that word, so that most phrases are put aside without being read.</summary>
    private readonly record struct Entry(Neighbour After, Neighbour Before, Phrase Phrase);

    /// <summary>Some word of a set stands near the anchor, so and so many words on; or nothing is asked.</summary>
    private readonly struct Neighbour
    {
        // Further away nearly every set has a word somewhere, and looking costs more than reading.
        private const int Farthest = 8;
        private readonly WordFilter _words;
        private readonly int _least, _most, _step;

        /// <param name="parts">The parts of the phrase in the direction of reading, from the first that is not the anchor's word.</param>
        /// <param name="least">How far from the anchor's word they begin, at least.</param>
        /// <param name="most">How far from it they begin, at most.</param>
        /// <param name="forwards">The direction.</param>
        public Neighbour(IEnumerable<Expression> parts, int least, int most, bool forwards)
        {
            // Of all parts that must come, the one that can begin with the fewest words says no most often.
            var fewest = int.MaxValue;
            foreach (var part in parts)
            {
                var words = new HashSet<int>();
                if (!part.First(words, forwards) && most <= Farthest && words.Count < fewest)
                    (fewest, _words, _least, _most, _step) = (words.Count, new(words), least, most, forwards ? 1 : -1);
                (least, most) = (least + part.Length.Least, most + part.Length.Most);
            }
        }

        public bool Allows(ReadOnlySpan<Token> tokens, int at)
        {
            if (_step == 0)
                return true;
            var sentence = tokens[at].Sentence;
            for (var away = _least; away <= _most; away++)
            {
                var place = at + away * _step;
                if ((uint)place >= (uint)tokens.Length || tokens[place].Sentence != sentence)
                    return false;
                if (_words.MayHave(tokens[place].Term))
                    return true;
            }
            return false;
        }
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
