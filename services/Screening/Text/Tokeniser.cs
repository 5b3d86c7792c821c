namespace PeerSupport.Screening.Text;

/// <summary>Cuts a view into words, clauses and sentences.</summary>
internal sealed class Tokeniser(Vocabulary vocabulary)
{
    public List<Token> Read(View view)
    {
        var text = view.Text;
        var tokens = new List<Token>(text.Length / 5 + 4);
        int clause = 0, sentence = 0;
        for (var at = 0; at < text.Length;)
        {
            if (!char.IsLetterOrDigit(text[at]))
            {
                if (text[at] is '.' or '!' or '?' or '\n' or '…')
                    (clause, sentence) = (clause + 1, sentence + 1);
                else if (text[at] is ',' or ';' or ':' or '(' or ')' or '"' or '“' or '”' or '«' or '»' or '—')
                    clause++;
                at++;
                continue;
            }
            var joined = Joined(text, at);
            var end = joined > 0 ? joined : WordEnd(text, at);
            var word = joined > 0 ? string.Concat(text[at..end].Where(char.IsLetterOrDigit)) : text[at..end];
            if (word is "but" or "aber" or "pero" or "mais")
                clause++;
            tokens.Add(new(Known(word), view.Source(at), view.SourceEnd(end), clause, sentence));
            at = end;
        }
        return tokens;
    }

    private static int WordEnd(string text, int at)
    {
        var end = at;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || (Inner(text[end]) && end + 1 < text.Length && char.IsLetterOrDigit(text[end + 1]))))
            end++;
        return end;
    }

    private static bool Inner(char sign) => sign is '\'' or '*' or '!' or '@' or '$' or '|' or '+';

    /// <summary>The end of a run of at least three single letters set apart by one sign each, as in <c>k y s</c>, or 0.</summary>
    private static int Joined(string text, int at)
    {
        var letters = 1;
        var end = at + 1;
        while (end + 1 < text.Length && text[end] is ' ' or '.' or '-' or '_' && end + 1 < text.Length && char.IsLetterOrDigit(text[end + 1])
            && (end + 2 >= text.Length || !char.IsLetterOrDigit(text[end + 2])))
        {
            letters++;
            end += 2;
        }
        return letters >= 3 ? end : 0;
    }

    private int[] Known(string word)
    {
        var plain = Letters.Plain(word);
        var found = vocabulary.Find(plain);
        if (found.Length > 0)
            return found;
        var clear = Letters.Unleet(Letters.Unmix(plain));
        if (clear.Contains('*') && vocabulary.Unmask(clear) is { } unmasked)
            clear = unmasked;
        if (!vocabulary.Knows(clear))
        {
            var twice = Letters.Squeeze(clear, 2);
            clear = vocabulary.Knows(twice) ? twice : Letters.Squeeze(clear, 1);
        }
        return clear == plain ? found : vocabulary.Find(clear);
    }
}
