namespace PeerSupport.Screening.Text;

/// <summary>One word of a text, as the rules see it.</summary>
/// <param name="Words">The words of the rules which it equals, in any of its views; empty for a word that no rule knows.</param>
/// <param name="Start">Where it begins in the original.</param>
/// <param name="End">Where it ends in the original.</param>
/// <param name="Clause">Which clause it stands in, counted through the text.</param>
/// <param name="Sentence">Which sentence it stands in.</param>
internal readonly record struct Token(int[] Words, int Start, int End, int Clause, int Sentence)
{
    public bool Is(int word) => Array.IndexOf(Words, word) >= 0;
}
