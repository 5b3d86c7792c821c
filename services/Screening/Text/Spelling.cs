namespace PeerSupport.Screening.Text;

/// <summary>Finds a word in the vocabulary as it is, and else in the disguises that habit and filters on other platforms have taught people.</summary>
internal sealed class Spelling(Vocabulary vocabulary)
{
    private const int Longest = 48;

    /// <summary>Signs that stand for a letter inside a word.</summary>
    public static bool Hides(char sign) => sign is '*' or '!' or '@' or '$' or '|' or '+' or '#' or '€' or '£';

    public Term Find(ReadOnlySpan<char> word)
    {
        var (ascii, doubled, digits) = Look(word);
        Span<char> letters = stackalloc char[Longest];
        Span<char> other = stackalloc char[Longest];
        var length = word.Length;
        if (length > Longest)
        {
            // Only a word with many repeated letters can be that long and still be one.
            Span<char> run = stackalloc char[512];
            var part = word[..Math.Min(length, 512)];
            part.CopyTo(run);
            length = Letters.Squeeze(run[..part.Length], 3, 2);
            if (length > Longest)
                return Term.Unknown;
            run[..length].CopyTo(letters);
        }
        else if (ascii && !word.Contains('\''))
        {
            var known = vocabulary.Find(word);
            if (!known.IsUnknown || (!doubled && !digits))
                return known;
            word.CopyTo(letters);
        }
        else
        {
            if (!ascii && vocabulary.FindMarked(word) is { IsUnknown: false } marked)
                return marked;
            length = Letters.Plain(word, letters);
            var known = vocabulary.Find(letters[..length]);
            if (!known.IsUnknown)
                return known;
            if (!ascii && Letters.Unmix(letters[..length]) && vocabulary.Find(letters[..length]) is { IsUnknown: false } unmixed)
                return unmixed;
        }
        if (digits && Unleet(letters[..length], other) is { } clear)
            return clear;
        return Repeated(letters[..length], other, doubled) ?? Term.Unknown;
    }

    /// <summary>What a word with signs in it stands for, or null.</summary>
    public Term? Undisguise(ReadOnlySpan<char> word)
    {
        Span<char> letters = stackalloc char[Longest];
        Span<char> other = stackalloc char[Longest];
        var length = Letters.Plain(word, letters);
        Letters.Unmix(letters[..length]);
        if (word.ContainsAny('*', '#') && vocabulary.Unmask(letters[..length]) is { } unmasked)
            return vocabulary.Find(unmasked);
        return Unleet(letters[..length], other);
    }

    /// <summary>Cuts letters into words that are all known; returns their number, and in <paramref name="cuts"/> where each begins.</summary>
    public int Split(ReadOnlySpan<char> letters, Span<int> cuts)
    {
        Span<char> clear = stackalloc char[64];
        letters.CopyTo(clear);
        clear = clear[..letters.Length];
        if (letters.ContainsAnyInRange('0', '9') || letters.ContainsAny('!', '@', '$'))
            Letters.Unleet(clear, 'i');
        // best[i]: into how few words the first i letters can be cut; from[i]: where the last of them begins.
        Span<byte> best = stackalloc byte[65];
        Span<byte> from = stackalloc byte[65];
        best.Fill(255);
        best[0] = 0;
        for (var end = 1; end <= clear.Length; end++)
            for (var start = Math.Max(0, end - 12); start < end; start++)
                if (best[start] < best[end] - 1 && best[start] != 255 && (end - start > 1 || clear[start] is 'i') && Exactly(clear[start..end]))
                    (best[end], from[end]) = ((byte)(best[start] + 1), (byte)start);
        var words = (int)best[clear.Length];
        if (words is 255 || (words > 2 && words * 2 > clear.Length))
            return 0;
        cuts[words] = clear.Length;
        for (var i = words - 1; i >= 0; i--)
            cuts[i] = from[cuts[i + 1]];
        return words;
    }

    private bool Exactly(ReadOnlySpan<char> word) => !vocabulary.Find(word).IsUnknown;

    private Term? Unleet(ReadOnlySpan<char> word, Span<char> other)
    {
        Span<char> third = stackalloc char[Longest];
        foreach (var one in "il")
        {
            word.CopyTo(other);
            var changed = other[..word.Length];
            if (!Letters.Unleet(changed, one))
                return null;
            if (vocabulary.Find(changed) is { IsUnknown: false } known)
                return known;
            if (Repeated(changed, third, true) is { } repeated)
                return repeated;
        }
        return null;
    }

    private Term? Repeated(ReadOnlySpan<char> word, Span<char> other, bool doubled)
    {
        if (!doubled)
            return null;
        for (var keep = 2; keep >= 1; keep--)
        {
            word.CopyTo(other);
            var length = Letters.Squeeze(other[..word.Length], 3, keep);
            if (length < word.Length && vocabulary.Find(other[..length]) is { IsUnknown: false } known)
                return known;
        }
        word.CopyTo(other);
        return vocabulary.Collapse(other[..Letters.Squeeze(other[..word.Length], 2, 1)]) is { } meant ? vocabulary.Find(meant) : null;
    }

    /// <summary>Cuts words written without spaces, as in a hashtag, when one of them is a word that people disguise and all are known.</summary>
    public int Inside(ReadOnlySpan<char> word, Span<int> cuts)
    {
        if (word.Length is < 8 or > 30)
            return 0;
        for (var start = 0; start + 3 <= word.Length; start++)
            for (var length = Math.Min(10, word.Length - start); length >= 4; length--)
                if (vocabulary.Guards(word.Slice(start, length)))
                    return Split(word, cuts);
        return 0;
    }

    private static (bool Ascii, bool Doubled, bool Digits) Look(ReadOnlySpan<char> word)
    {
        bool ascii = true, doubled = false, digits = false, letters = false;
        var last = '\0';
        foreach (var letter in word)
        {
            ascii &= letter < 128;
            doubled |= letter == last;
            digits |= letter is >= '0' and <= '9';
            letters |= letter is > '9';
            last = letter;
        }
        return (ascii, doubled, digits && letters);
    }
}
