using System.Globalization;
using System.Text;

namespace PeerSupport.Screening.Text;

/// <summary>How single words are made comparable: marks, look-alikes, digits that stand for letters, letters written too often.</summary>
internal static class Letters
{
    private const string LookAlikes = "аaеeоoрpсcхxуyіiјjѕsԁdһhкkмmтtнhвbαaεeοoρpνvιiκkτtυuηnʟlıi";
    private const string Leet = "0o1i3e4a5s7t8b!i@a$s|l+t";

    /// <summary>Without marks and apostrophes. Rules and texts pass through the same door.</summary>
    public static string Plain(string word)
    {
        word = word.Replace("'", "", StringComparison.Ordinal).Replace("ß", "ss", StringComparison.Ordinal);
        if (Ascii.IsValid(word))
            return word;
        var plain = new StringBuilder(word.Length);
        foreach (var letter in word.Normalize(NormalizationForm.FormD))
            if (CharUnicodeInfo.GetUnicodeCategory(letter) is not UnicodeCategory.NonSpacingMark)
                plain.Append(letter);
        return plain.ToString();
    }

    /// <summary>Look-alikes of other scripts become Latin, but only in a word that also has Latin letters: a Russian word stays one.</summary>
    public static string Unmix(string word) =>
        !Ascii.IsValid(word) && word.Any(char.IsAsciiLetter) ? Swap(word, LookAlikes) : word;

    /// <summary>Digits and signs become the letters they stand for, but only between letters: a number stays a number.</summary>
    public static string Unleet(string word) =>
        word.Any(char.IsAsciiLetter) && !word.All(char.IsAsciiLetter) ? Swap(word, Leet) : word;

    /// <summary>Shortens every run of three or more equal letters to <paramref name="keep"/>.</summary>
    public static string Squeeze(string word, int keep)
    {
        var output = new StringBuilder(word.Length);
        for (var at = 0; at < word.Length;)
        {
            var end = at + 1;
            while (end < word.Length && word[end] == word[at])
                end++;
            output.Append(word[at], end - at >= 3 ? keep : end - at);
            at = end;
        }
        return output.ToString();
    }

    private static string Swap(string word, string table) => string.Create(word.Length, (word, table), static (span, state) =>
    {
        for (var i = 0; i < span.Length; i++)
        {
            var at = 0;
            while (at < state.table.Length && state.table[at] != state.word[i])
                at += 2;
            span[i] = at < state.table.Length ? state.table[at + 1] : state.word[i];
        }
    });
}
