using System.Globalization;
using System.Text;

namespace PeerSupport.Screening.Text;

/// <summary>Other forms under which a word may be known.</summary>
internal static class Letters
{
    // Letters that look like Latin ones and the Latin letter each looks like, in pairs. The idea is that of the confusables of Unicode's UTS #39.
    private const string LookAlikes =
        "аaвbеeзeоoрpсcхxуyүyіiїiјjѕsԁdһhкkқkмmтtнhпnгrьbԛqԝwչzոnսuօoցgհhքfαaβbεeοoρpνvιiκkτtυuηnχxγyωwσoδdζzμmλlʟlıiɩiɪiʏyɑaɡgɢgʜhɴnʀrɛeᴀaʙbᴄcᴅdᴇeᴊjᴋkᴍmᴏoᴘpᴛtᴜuᴠvᴡwᴢzꜱs"
        + "øođdłlħhŧtŋnɓbɗdƙkɨiʌvƒfæaœoðdþpⅼlⅰi€e£l¥y¢c§s∂dΣe";

    private static readonly Dictionary<char, char> Latin = Pairs(LookAlikes);
    private static readonly Dictionary<char, char> Signs = Pairs("0o1i3e4a5s7t8b9g6g!i@a$s|l+t€e£l(c");

    /// <summary>Without marks and apostrophes, in <paramref name="target"/>; returns how many characters it took. Rules and texts pass through the same door.</summary>
    public static int Plain(ReadOnlySpan<char> word, Span<char> target)
    {
        var length = 0;
        if (Ascii.IsValid(word))
        {
            foreach (var letter in word)
                if (letter != '\'' && length < target.Length)
                    target[length++] = letter;
            return length;
        }
        foreach (var letter in word.ToString().Normalize(NormalizationForm.FormD))
        {
            if (letter == 'ß' && length + 1 < target.Length)
            {
                target[length++] = 's';
                target[length++] = 's';
            }
            else if (letter != '\'' && length < target.Length && CharUnicodeInfo.GetUnicodeCategory(letter) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark))
                target[length++] = letter;
        }
        return length;
    }

    public static string Plain(string word)
    {
        Span<char> target = stackalloc char[word.Length * 2];
        return target[..Plain(word, target)].ToString();
    }

    /// <summary>Look-alikes of other scripts become Latin. True when only Latin letters and signs remain and something changed.</summary>
    public static bool Unmix(Span<char> word)
    {
        var changed = false;
        for (var i = 0; i < word.Length; i++)
            if (word[i] >= 128)
            {
                if (!Latin.TryGetValue(word[i], out var latin))
                    return false;
                word[i] = latin;
                changed = true;
            }
        return changed;
    }

    /// <summary>Digits and signs become the letters they stand for; the <paramref name="one"/> and the exclamation mark can be two of them.</summary>
    public static bool Unleet(Span<char> word, char one)
    {
        var changed = false;
        for (var i = 0; i < word.Length; i++)
            if (Signs.TryGetValue(word[i], out var letter))
            {
                word[i] = word[i] is '1' or '!' or '|' ? one : letter;
                changed = true;
            }
        return changed;
    }

    /// <summary>Shortens in place every run of at least <paramref name="least"/> equal letters to <paramref name="keep"/>; returns the new length.</summary>
    public static int Squeeze(Span<char> word, int least, int keep)
    {
        var length = 0;
        for (var at = 0; at < word.Length;)
        {
            var end = at + 1;
            while (end < word.Length && word[end] == word[at])
                end++;
            var count = end - at >= least ? keep : end - at;
            var letter = word[at];
            for (var i = 0; i < count; i++)
                word[length++] = letter;
            at = end;
        }
        return length;
    }

    private static Dictionary<char, char> Pairs(string table)
    {
        var pairs = new Dictionary<char, char>();
        for (var i = 0; i + 1 < table.Length; i += 2)
            pairs[table[i]] = table[i + 1];
        return pairs;
    }
}
