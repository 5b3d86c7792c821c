using System.Buffers;

namespace PeerSupport.Screening.Detectors;

/// <summary>Telephone numbers written in words: "oh seven seven double four ...".</summary>
internal static class SpelledDigits
{
    private const int Least = 7;

    private static readonly Dictionary<string, int> Words = new(StringComparer.Ordinal)
    {
        ["zero"] = 1, ["oh"] = 1, ["nought"] = 1, ["one"] = 1, ["two"] = 1, ["three"] = 1, ["four"] = 1, ["five"] = 1, ["six"] = 1, ["seven"] = 1, ["eight"] = 1, ["nine"] = 1,
        ["double"] = 1, ["triple"] = 2, ["null"] = 1, ["eins"] = 1, ["zwei"] = 1, ["zwo"] = 1, ["drei"] = 1, ["vier"] = 1, ["fünf"] = 1, ["sechs"] = 1, ["sieben"] = 1, ["acht"] = 1, ["neun"] = 1,
        ["cero"] = 1, ["uno"] = 1, ["dos"] = 1, ["tres"] = 1, ["cuatro"] = 1, ["cinco"] = 1, ["seis"] = 1, ["siete"] = 1, ["ocho"] = 1, ["nueve"] = 1,
        ["zéro"] = 1, ["un"] = 1, ["deux"] = 1, ["trois"] = 1, ["quatre"] = 1, ["cinq"] = 1, ["sept"] = 1, ["huit"] = 1, ["neuf"] = 1,
    };

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
