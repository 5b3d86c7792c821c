using System.Text;

namespace PeerSupport.Load.Chat;

/// <summary>
/// How a delivery is known in the bytes of either protocol: a word in the text that says which post it is, from which the time that it was meant
/// to be sent at follows. Letters only, so that no encoder escapes them and screening sees no telephone number.
/// </summary>
internal static class Marker
{
    private const int Digits = 7;
    private static readonly byte[] Sign = "~zq"u8.ToArray();

    public static int Length => Sign.Length + Digits;

    public static string Sample => "~zqabcdefg";

    public static void Write(int number, Span<byte> target)
    {
        Sign.CopyTo(target);
        Letters(number, target.Slice(Sign.Length, Digits));
    }

    /// <summary>The number as letters alone, for names that must not look like a marker.</summary>
    public static void Letters(int number, Span<byte> target)
    {
        for (var i = target.Length - 1; i >= 0; i--, number >>= 4)
            target[i] = (byte)('a' + (number & 15));
    }

    /// <summary>The next post in the bytes, which are then cut off after it; -1 when there is none.</summary>
    public static int Next(ref ReadOnlySpan<byte> bytes)
    {
        var found = bytes.IndexOf(Sign);
        if (found < 0 || bytes.Length < found + Length)
            return -1;
        var number = 0;
        foreach (var letter in bytes.Slice(found + Sign.Length, Digits))
            number = (number << 4) | (letter - 'a');
        bytes = bytes[(found + Length)..];
        return number;
    }

    /// <summary>Everyday messages of about 200 bytes with the marker, to which screening has nothing to say: one that is held would be missing by right.</summary>
    public static byte[][] Texts(int count)
    {
        var screener = Screening.Screener.CreateDefault();
        return [.. Corpus.Messages(count * 4, 185)
            .Where(text => screener.Screen($"{Sample} {text}").Risk == Screening.Risk.None && text.All(sign => sign is >= ' ' and not ('"' or '\\' or '<' or '&')))
            .Take(count).Select(Encoding.UTF8.GetBytes)];
    }
}
