using System.Globalization;

namespace PeerSupport.Screening.Detectors;

/// <summary>The check digits by which a number of an official kind is told from any other number.</summary>
internal static class Checksums
{
    private const string SpanishLetters = "trwagmyfpdxbnjzsqvhlcke";

    /// <summary>ISO/IEC 7812, annex B: payment cards.</summary>
    public static bool Luhn(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[digits.Length - 1 - i] - '0';
            sum += i % 2 == 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2;
        }
        return digits.Length is >= 13 and <= 19 && sum % 10 == 0;
    }

    /// <summary>ISO 13616: a bank account's number, letters counted from 10 and the first four characters last, leaves 1 over 97.</summary>
    public static bool Iban(ReadOnlySpan<char> letters)
    {
        if (letters.Length is < 15 or > 34)
            return false;
        var rest = 0;
        for (var i = 0; i < letters.Length; i++)
        {
            var letter = letters[(i + 4) % letters.Length];
            rest = char.IsAsciiDigit(letter) ? (rest * 10 + letter - '0') % 97 : (rest * 100 + letter - 'a' + 10) % 97;
        }
        return rest == 1;
    }

    /// <summary>Spain: eight digits, or X, Y or Z and seven, and a letter that follows from them.</summary>
    public static bool Spanish(ReadOnlySpan<char> word)
    {
        if (word.Length != 9 || !char.IsAsciiLetter(word[8]))
            return false;
        var lead = word[0] switch { 'x' => 0, 'y' => 1, 'z' => 2, >= '0' and <= '9' => word[0] - '0', _ => -1 };
        return lead >= 0 && int.TryParse(word[1..8], NumberStyles.None, CultureInfo.InvariantCulture, out var rest)
            && SpanishLetters[(lead * 10_000_000 + rest) % 23] == word[8];
    }

    /// <summary>France: thirteen digits that begin with 1 or 2, and a key that makes them a multiple of 97.</summary>
    public static bool French(ReadOnlySpan<char> digits) =>
        digits.Length == 15 && digits[0] is '1' or '2' && long.Parse(digits[..13], CultureInfo.InvariantCulture) is var number && 97 - number % 97 == int.Parse(digits[13..], CultureInfo.InvariantCulture);

    /// <summary>Germany: eleven digits of a tax number, ISO 7064 mod 11,10.</summary>
    public static bool German(ReadOnlySpan<char> digits)
    {
        if (digits.Length != 11 || digits[0] == '0')
            return false;
        var product = 10;
        foreach (var digit in digits[..10])
        {
            var sum = (digit - '0' + product) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }
        return (11 - product) % 10 == digits[10] - '0';
    }

    /// <summary>United Kingdom: ten digits of a health service number, weighted from 10 down, modulo 11.</summary>
    public static bool British(ReadOnlySpan<char> digits)
    {
        if (digits.Length != 10)
            return false;
        var sum = 0;
        for (var i = 0; i < 9; i++)
            sum += (digits[i] - '0') * (10 - i);
        return (11 - sum % 11) % 11 == digits[9] - '0';
    }

    /// <summary>United States: nine digits as 3-2-4 with none of the numbers that are never given out. There is no check digit.</summary>
    public static bool American(ReadOnlySpan<char> digits) =>
        digits.Length == 9 && digits[..3] is not ("000" or "666") && digits[0] != '9' && digits[3..5] is not "00" && digits[5..] is not "0000";
}
