using System.Buffers;

namespace PeerSupport.Screening.Detectors;

/// <summary>Telephone numbers written in words: "oh seven seven double four ...".</summary>
internal static class SpelledDigits
{
    private const int Least = 7;

    // How many digits a word adds: "double five" are two, "triple five" three.
    private static readonly Dictionary<string, int> Words =
        ("zero oh nought one two three four five six seven eight nine double null eins zwei zwo drei vier fünf sechs sieben acht " +
        "neun cero uno dos tres cuatro cinco seis siete ocho nueve zéro un deux trois quatre cinq sept huit neuf triple")
        .Split(' ').ToDictionary(word => word, word => word == "triple" ? 2 : 1, StringComparer.Ordinal);

    private static readonly SearchValues<string> Hints = SearchValues.Create(
        ["zero", "seven", "eight", "nine", "three", "double", "oh ", "null", "sieben", "acht", "drei", "cero", "siete", "ocho", "zéro", "sept", "huit", "trois"], StringComparison.Ordinal);

    /// <summary>Where the first run of at least seven digits in words stands; empty when there is none.</summary>
    public static (int Start, int Length) Find(ReadOnlySpan<char> text)
    {
        if (!text.ContainsAny(Hints))
            return default;
        var lookup = Words.GetAlternateLookup<ReadOnlySpan<char>>();
        var (run, start) = (0, 0);
        for (var at = 0; at < text.Length;)
        {
            if (!char.IsLetterOrDigit(text[at]))
            {
                // Two numbers of a sentence each are not one number.
                if (text[at] is '.' or '!' or '?' && run < Least)
                    run = 0;
                at++;
                continue;
            }
            var end = at;
            while (end < text.Length && char.IsLetterOrDigit(text[end]))
                end++;
            var worth = lookup.TryGetValue(text[at..end], out var count) ? count : end - at == 1 && char.IsAsciiDigit(text[at]) ? 1 : 0;
            if (worth == 0)
                run = 0;
            else if ((run += worth) == worth)
                start = at;
            if (run >= Least)
                return (start, end - start);
            at = end;
        }
        return default;
    }
}
