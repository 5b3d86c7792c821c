using System.Numerics;
using PeerSupport.Screening.Text;

namespace PeerSupport.Screening.Rules;

/// <summary>
/// Words in a row, with alternatives, read from a place in the text forwards or backwards. How far it got is a set of bits (bit n: n words from
/// the place), so that reading takes time proportional to the length of the expression, whatever the text is: there is no backtracking to be abused.
/// </summary>
internal abstract class Expression
{
    /// <summary>The longest stretch of words that one expression can cover to either side.</summary>
    public const int Reach = 60;

    /// <summary>So much one expression may hold, counted in words: classes that name classes could otherwise double at each step.</summary>
    public const int Largest = 100_000;

    /// <summary>From the set of places where it may begin to the set of places where it may end. A phrase never crosses the end of a sentence.</summary>
    public abstract ulong Read(in Line line, ulong places);

    /// <summary>Adds the words that it may begin with when read forwards (or backwards); true when it may also be empty.</summary>
    public abstract bool First(HashSet<int> words, bool forwards);

    /// <summary>How many words it covers, at least and at most.</summary>
    public abstract (int Least, int Most) Length { get; }

    /// <summary>How many words and signs it is made of, with all that it refers to: what it costs to look through it once.</summary>
    public abstract int Size { get; }
}

/// <summary>A place in a text, and the direction to read from it.</summary>
internal readonly ref struct Line(ReadOnlySpan<Token> tokens, int place, bool forwards)
{
    private readonly ReadOnlySpan<Token> _tokens = tokens;
    private readonly int _sentence = tokens[Math.Min(place, tokens.Length - 1)].Sentence;

    public bool Forwards => forwards;

    /// <summary>What stands n words from the place, or null when that is beyond the sentence or the reach.</summary>
    public Term? At(int n)
    {
        var index = forwards ? place + n : place - 1 - n;
        return n < Expression.Reach && (uint)index < (uint)_tokens.Length && _tokens[index].Sentence == _sentence ? _tokens[index].Term : null;
    }
}

internal sealed class Word(int number) : Expression
{
    public override (int Least, int Most) Length => (1, 1);

    public override int Size => 1;

    public override ulong Read(in Line line, ulong places)
    {
        var next = 0UL;
        for (; places != 0; places &= places - 1)
        {
            var place = BitOperations.TrailingZeroCount(places);
            if (line.At(place) is { } term && term.Is(number))
                next |= 1UL << (place + 1);
        }
        return next;
    }

    public override bool First(HashSet<int> words, bool forwards)
    {
        words.Add(number);
        return false;
    }
}

internal sealed class Sequence(Expression[] parts) : Expression
{
    public ReadOnlySpan<Expression> Parts => parts;

    public override (int Least, int Most) Length { get; } = (parts.Sum(part => part.Length.Least), parts.Sum(part => part.Length.Most));

    public override int Size { get; } = 1 + parts.Sum(part => part.Size);

    public override ulong Read(in Line line, ulong places)
    {
        for (var i = 0; i < parts.Length && places != 0; i++)
            places = parts[line.Forwards ? i : parts.Length - 1 - i].Read(line, places);
        return places;
    }

    public override bool First(HashSet<int> words, bool forwards)
    {
        for (var i = 0; i < parts.Length; i++)
            if (!parts[forwards ? i : parts.Length - 1 - i].First(words, forwards))
                return false;
        return true;
    }
}

/// <summary>Alternatives. However many there are, only those are tried that can begin with the word at hand.</summary>
internal sealed class Choice : Expression
{
    private readonly Expression[] _options;
    private readonly Dictionary<int, Expression[]> _forwards;
    private readonly Dictionary<int, Expression[]> _backwards;
    private readonly WordFilter _begins, _ends;
    private readonly bool _empty;

    public Choice(Expression[] options)
    {
        _options = options;
        Size = 1 + options.Sum(option => option.Size);
        _forwards = Index(true);
        _backwards = Index(false);
        _empty = First([], true);
        (_begins, _ends) = (new(_forwards.Keys), new(_backwards.Keys));
        Length = (_options.Min(option => option.Length.Least), _options.Max(option => option.Length.Most));
    }

    public ReadOnlySpan<Expression> Options => _options;

    public override (int Least, int Most) Length { get; }

    public override int Size { get; }

    public override ulong Read(in Line line, ulong places)
    {
        var next = _empty ? places : 0;
        var index = line.Forwards ? _forwards : _backwards;
        for (; places != 0; places &= places - 1)
        {
            var place = BitOperations.TrailingZeroCount(places);
            if (line.At(place) is not { } term || !(line.Forwards ? _begins : _ends).MayHave(term))
                continue;
            foreach (var word in term.Words)
                if (index.TryGetValue(word, out var options))
                    foreach (var option in options)
                        next |= option.Read(line, 1UL << place);
        }
        return next;
    }

    public override bool First(HashSet<int> words, bool forwards)
    {
        var empty = false;
        foreach (var option in _options)
            empty |= option.First(words, forwards);
        return empty;
    }

    private Dictionary<int, Expression[]> Index(bool forwards)
    {
        var index = new Dictionary<int, List<Expression>>();
        foreach (var option in _options)
        {
            var first = new HashSet<int>();
            option.First(first, forwards);
            foreach (var word in first)
                (index.TryGetValue(word, out var list) ? list : index[word] = []).Add(option);
        }
        return index.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray());
    }
}

internal sealed class Maybe(Expression inner) : Expression
{
    public override (int Least, int Most) Length => (0, inner.Length.Most);

    public override int Size { get; } = 1 + inner.Size;

    public override ulong Read(in Line line, ulong places) => places | inner.Read(line, places);

    public override bool First(HashSet<int> words, bool forwards)
    {
        inner.First(words, forwards);
        return true;
    }
}

/// <summary>Up to so many words of any kind, but never a word that turns the meaning round: "I .. want to die" is not "I don't want to die".</summary>
internal sealed class Gap(int most) : Expression
{
    public override (int Least, int Most) Length => (0, most);

    public override int Size => 1;

    public override ulong Read(in Line line, ulong places)
    {
        for (var i = 0; i < most; i++)
            for (var rest = places; rest != 0; rest &= rest - 1)
            {
                var place = BitOperations.TrailingZeroCount(rest);
                if (line.At(place) is { Negates: false })
                    places |= 1UL << (place + 1);
            }
        return places;
    }

    public override bool First(HashSet<int> words, bool forwards) => true;
}
