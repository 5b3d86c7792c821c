namespace PeerSupport.Screening.Text;

/// <summary>Cuts a view into words, clauses and sentences. One is used for many texts, one after the other.</summary>
internal sealed class Tokeniser(Vocabulary vocabulary)
{
    private const int LongestQuotation = 60;
    private readonly Spelling _spelling = new(vocabulary);
    private Token[] _tokens = new Token[128];
    private int _clause, _sentence, _quote, _innerQuote, _notSpelt;

    public int Count { get; private set; }

    public ReadOnlySpan<Token> Tokens => _tokens.AsSpan(0, Count);

    public ref readonly Token this[int index] => ref _tokens[index];

    public void Read(View view)
    {
        (Count, _clause, _sentence, _quote, _innerQuote, _notSpelt) = (0, 0, 0, -1, -1, 0);
        var text = view.Text;
        for (var at = 0; at < text.Length;)
        {
            var sign = text[at];
            if (char.IsLetterOrDigit(sign))
                at = Word(text, at);
            else if (char.IsHighSurrogate(sign) && at + 1 < text.Length)
            {
                Add(vocabulary.Find(text.Slice(at, 2)), at, at + 2);
                at += 2;
            }
            else if (sign is '$' or '@' or '*' or '!' or '|' or '#' or '€' && Disguised(text, at) is > 0 and var end)
                at = end;
            else
                Break(text, at++);
        }
    }

    private int Word(ReadOnlySpan<char> text, int at)
    {
        if (at >= _notSpelt && Joined(text, at) is > 0 and var run)
        {
            if (Spelt(text, at, run))
                return run;
            // To try again from each of its letters would make a long run of letters cost their square.
            _notSpelt = run;
        }
        var end = WordEnd(text, at);
        if (end < text.Length && Spelling.Hides(text[end]) && Disguised(text, at) is > 0 and var longer)
            return longer;
        var word = text[at..end];
        // French glues its little words to the next one with an apostrophe.
        if (end - at > 3 && Elision(word) is > 0 and var cut)
        {
            Add(_spelling.Find(word[..cut]), at, at + cut);
            at += cut + 1;
            word = text[at..end];
        }
        if (word is "but" or "aber" or "pero" or "mais" or "because" or "cause" or "cuz" or "although" or "while" or "weil" or "porque" or "parce")
            _clause++;
        else if (word is "i" or "im" or "ive" or "ich" or "je" or "j" && Count > 0 && _tokens[Count - 1].Clause == _clause && text[_tokens[Count - 1].Start.._tokens[Count - 1].End] is "and" or "so" or "und" or "et" or "then")
            _clause++;
        var term = _spelling.Find(word);
        if (term.IsUnknown && Inside(text, end - word.Length, end))
            return end;
        if (!Glue(text, at, end, term))
            Add(term, at, end);
        return end;
    }

    /// <summary>A word cut in pieces: <c>su-icide</c>, <c>ki ll</c>. The pieces become one token when together they are a word that people disguise.</summary>
    private bool Glue(ReadOnlySpan<char> text, int at, int end, Term term)
    {
        Span<char> whole = stackalloc char[24];
        var next = at;
        for (var back = 1; back <= 3 && Count - back >= 0; back++)
        {
            ref var part = ref _tokens[Count - back];
            if (next - part.End != 1 || (text[part.End] == ' ' && !(term.IsUnknown && part.Term.IsUnknown)) || end - part.Start > 20)
                return false;
            next = part.Start;
            var length = 0;
            foreach (var letter in text[part.Start..end])
                if (char.IsLetterOrDigit(letter))
                    whole[length++] = letter;
            Letters.Unleet(whole[..length], 'i');
            if (length < 3 || (length == 3 && text[part.End] == ' ') || !vocabulary.Guards(whole[..length]))
                continue;
            part = part with { Term = vocabulary.Find(whole[..length]), End = end };
            Count -= back - 1;
            return true;
        }
        return false;
    }

    /// <summary>The end of a word with signs in it which is known once they are read as letters, or 0.</summary>
    private int Disguised(ReadOnlySpan<char> text, int at)
    {
        var end = at;
        var letters = 0;
        while (end < text.Length && end - at < 24 && (char.IsLetterOrDigit(text[end]) || Spelling.Hides(text[end])))
            letters += char.IsLetterOrDigit(text[end++]) ? 1 : 0;
        while (end > at && text[end - 1] is '!' or '\'' or '-' or '.')
            end--;
        if (letters < 1 || end - at < 3 || _spelling.Undisguise(text[at..end]) is not { } term)
            return 0;
        Add(term, at, end);
        return end;
    }

    private static int WordEnd(ReadOnlySpan<char> text, int at)
    {
        var end = at;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || (text[end] == '\'' && end + 1 < text.Length && char.IsLetterOrDigit(text[end + 1])) || text[end] is >= '\u0300' and <= '\u036F' or >= '\u20D0' and <= '\u20F0'))
            end++;
        return end;
    }

    private static int Elision(ReadOnlySpan<char> word)
    {
        if (word[1] == '\'' && word[0] is 'j' or 'l' or 'd' or 'n' or 'm' or 't' or 's' or 'c')
            return 1;
        return word[2] == '\'' && word[0] == 'q' && word[1] == 'u' ? 2 : 0;
    }

    /// <summary>The end of a run of at least three single letters set apart by one sign each, as in <c>k y s</c>, or 0.</summary>
    private static int Joined(ReadOnlySpan<char> text, int at)
    {
        var letters = 1;
        var end = at + 1;
        while (end < text.Length && letters < 64)
        {
            var next = end;
            while (next < text.Length && next - end < 3 && text[next] is ' ' or '.' or '-' or '_' or '*' or '|' or '/' or '~' or ',')
                next++;
            if (next == end || next >= text.Length || !Letter(text[next]) || (next + 1 < text.Length && char.IsLetterOrDigit(text[next + 1])))
                break;
            letters++;
            end = next + 1;
        }
        return letters >= 3 ? end : 0;
    }

    private static bool Letter(char sign) => char.IsLetterOrDigit(sign) || sign is '!' or '@' or '$';

    /// <summary>Adds the words of a run of single letters, if they are words.</summary>
    private bool Spelt(ReadOnlySpan<char> text, int at, int end)
    {
        Span<char> letters = stackalloc char[64];
        Span<int> places = stackalloc int[65];
        var length = 0;
        for (var i = at; i < end && length < 64; i++)
            if (Letter(text[i]))
                (letters[length], places[length++]) = (text[i], i);
        places[length] = end;
        Span<int> cuts = stackalloc int[65];
        // Up to two letters before the spelt words may be words of their own: "2 h a n g".
        for (var skip = 0; skip <= 2 && length - skip >= 3; skip++)
        {
            var words = _spelling.Split(letters[skip..length], cuts);
            for (var i = 0; words > 0 && i < skip; i++)
                Add(_spelling.Find(letters[i..(i + 1)]), places[i], places[i] + 1);
            for (var i = 0; i < words; i++)
                Add(_spelling.Find(letters[(skip + cuts[i])..(skip + cuts[i + 1])]), places[skip + cuts[i]], places[skip + cuts[i + 1] - 1] + 1);
            if (words > 0)
                return true;
        }
        return false;
    }

    private bool Inside(ReadOnlySpan<char> text, int at, int end)
    {
        Span<int> cuts = stackalloc int[65];
        var words = _spelling.Inside(text[at..end], cuts);
        for (var i = 0; i < words; i++)
            Add(_spelling.Find(text[(at + cuts[i])..(at + cuts[i + 1])]), at + cuts[i], at + cuts[i + 1]);
        return words > 0;
    }

    private void Break(ReadOnlySpan<char> text, int at)
    {
        var sign = text[at];
        switch (sign)
        {
            case '.' when Beside(text, at, '.') || (at + 1 < text.Length && char.IsLetter(text[at + 1])):
            case ',' or ';' or ':' or '(' or ')' or '—' or '–' or '…' or '/':
                _clause++;
                break;
            case '.' or '!' or '?' or '\n':
                (_clause, _sentence) = (_clause + 1, _sentence + 1);
                break;
            case '"':
                _clause++;
                _quote = Toggle(_quote);
                break;
            case '\'':
                var opens = at + 1 < text.Length && char.IsLetter(text[at + 1]) && (at == 0 || !char.IsLetterOrDigit(text[at - 1]));
                if (opens != _innerQuote >= 0)
                    _innerQuote = Toggle(_innerQuote);
                break;
        }
    }

    private static bool Beside(ReadOnlySpan<char> text, int at, char sign) => (at > 0 && text[at - 1] == sign) || (at + 1 < text.Length && text[at + 1] == sign);

    private int Toggle(int opened)
    {
        if (opened < 0)
            return Count;
        if (Count - opened <= LongestQuotation)
            for (var i = opened; i < Count; i++)
                _tokens[i].Quoted = true;
        return -1;
    }

    private void Add(Term term, int start, int end)
    {
        if (Count == _tokens.Length)
            Array.Resize(ref _tokens, Count * 2);
        _tokens[Count++] = new(term, start, end, _clause, _sentence, false);
    }
}
