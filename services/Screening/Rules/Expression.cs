using PeerSupport.Screening.Text;

namespace PeerSupport.Screening.Rules;

/// <summary>
/// Words in a row, with alternatives. Places are kept as a set of bits, so that reading takes time proportional to the length of the expression,
/// whatever the text is: there is no backtracking to be abused.
/// </summary>
internal abstract record Expression
{
    /// <summary>The longest stretch of words that one expression can cover.</summary>
    public const int Reach = 60;

    /// <summary>From a set of places (bit n: n words after <paramref name="start"/>) to the set of places after this expression.</summary>
    public abstract ulong Read(List<Token> tokens, int start, ulong places);

    /// <summary>Adds the words it may begin with; true when it may also be empty.</summary>
    public abstract bool First(HashSet<int> words);

}

internal sealed record Word(int Number) : Expression
{
    public override ulong Read(List<Token> tokens, int start, ulong places)
    {
        var next = 0UL;
        for (; places != 0; places &= places - 1)
        {
            var place = System.Numerics.BitOperations.TrailingZeroCount(places);
            if (place < Reach && start + place < tokens.Count && tokens[start + place].Is(Number))
                next |= 1UL << (place + 1);
        }
        return next;
    }

    public override bool First(HashSet<int> words)
    {
        words.Add(Number);
        return false;
    }
}

internal sealed record Sequence(Expression[] Parts) : Expression
{
    public override ulong Read(List<Token> tokens, int start, ulong places)
    {
        foreach (var part in Parts)
        {
            if (places == 0)
                return 0;
            places = part.Read(tokens, start, places);
        }
        return places;
    }

    public override bool First(HashSet<int> words)
    {
        foreach (var part in Parts)
            if (!part.First(words))
                return false;
        return true;
    }
}

internal sealed record Choice(Expression[] Options) : Expression
{
    public override ulong Read(List<Token> tokens, int start, ulong places)
    {
        var next = 0UL;
        foreach (var option in Options)
            next |= option.Read(tokens, start, places);
        return next;
    }

    public override bool First(HashSet<int> words)
    {
        var empty = false;
        foreach (var option in Options)
            empty |= option.First(words);
        return empty;
    }
}

internal sealed record Maybe(Expression Inner) : Expression
{
    public override ulong Read(List<Token> tokens, int start, ulong places) => places | Inner.Read(tokens, start, places);

    public override bool First(HashSet<int> words)
    {
        Inner.First(words);
        return true;
    }
}

internal sealed record Gap(int Most) : Expression
{
    public override ulong Read(List<Token> tokens, int start, ulong places)
    {
        for (var i = 0; i < Most; i++)
            places |= places << 1;
        return places;
    }

    // An expression never begins with a gap: the parser sees to it.
    public override bool First(HashSet<int> words) => true;
}
