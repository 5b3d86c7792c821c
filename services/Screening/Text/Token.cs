namespace PeerSupport.Screening.Text;

/// <summary>One word of a text, as the rules see it.</summary>
/// <param name="Term">What the rules know of it.</param>
/// <param name="Start">Where it begins in the view.</param>
/// <param name="End">Where it ends in the view.</param>
/// <param name="Clause">Which clause it stands in, counted through the text.</param>
/// <param name="Sentence">Which sentence it stands in.</param>
/// <param name="Quoted">Whether it stands between quotation marks.</param>
internal record struct Token(Term Term, int Start, int End, int Clause, int Sentence, bool Quoted);

/// <summary>What the rules know of a word: the numbers of the words and beginnings of words in the rules that it equals.</summary>
/// <param name="words">Their numbers.</param>
/// <param name="word">The word in the spelling that the rules write it in, without marks; null for what only begins like one.</param>
internal sealed class Term(int[] words, string? word = null)
{
    public static Term Unknown { get; } = new([]);

    public int[] Words { get; } = words;

    public string? Word { get; } = word;

    /// <summary>The word's features, made once for the words that the rules know.</summary>
    public uint[] Features { get; } = word is null ? [] : Model.Words.Features(word);

    /// <summary>Whether it turns round what follows: "not", "nie", "jamás". A gap in an expression never steps over such a word.</summary>
    public bool Negates { get; set; }

    public bool IsUnknown => Words.Length == 0;

    public bool Is(int word)
    {
        foreach (var own in Words)
            if (own == word)
                return true;
        return false;
    }
}
