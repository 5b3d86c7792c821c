using System.Numerics;
using System.Text;
using PeerSupport.Screening.Text;

namespace PeerSupport.Screening.Model;

/// <summary>
/// Words as the model sees them: in the spelling that the rules know when they know the word, else plain letters. So a disguise that the rules see
/// through does not hide a word from the model either.
/// </summary>
internal static class Words
{
    // What a feature is of. Like the hash itself these numbers must never change.
    public const uint Adjacent = 2, Near = 3, Sign = 7, CueClass = 8;
    private const uint Whole = 1, FirstFour = 4, FirstFive = 5, LastFour = 6, Four = 9, FirstThree = 10, LastThree = 11;
    private const int Longest = 48;

    /// <summary>The letters of a word in <paramref name="room"/>, which takes up to 48, or the known word itself.</summary>
    public static ReadOnlySpan<char> Letters(ReadOnlySpan<char> written, Term term, Span<char> room)
    {
        if (term.Word is { } known)
            return known;
        if (written.Length > Longest)
            written = written[..Longest];
        var length = Text.Letters.Plain(written, room);
        var letters = room[..length];
        if (!Ascii.IsValid(letters))
            Text.Letters.Unmix(letters);
        bool digit = false, letter = false;
        foreach (var sign in letters)
        {
            digit |= char.IsAsciiDigit(sign);
            letter |= char.IsLetter(sign);
        }
        if (digit && letter && !term.IsUnknown)
            Text.Letters.Unleet(letters, 'i');
        else if (digit)
            // Which number it is says little; that there is a number of so many digits says something.
            foreach (ref var sign in letters)
                if (char.IsAsciiDigit(sign))
                    sign = '0';
        return letters[..Text.Letters.Squeeze(letters, 3, 2)];
    }

    /// <summary>
    /// A word as features: itself, and when it is long enough for them to be others, its beginnings, its ending and every four letters in a row, by
    /// which a word nobody has written before is still like its relatives.
    /// </summary>
    public static uint[] Features(ReadOnlySpan<char> letters)
    {
        if (letters.Length < 5)
            return [Hash(letters, Whole)];
        var features = new List<uint>(letters.Length + 4)
        {
            Hash(letters, Whole), Hash(letters[..3], FirstThree), Hash(letters[..4], FirstFour), Hash(letters[^4..], LastFour), Hash(letters[^3..], LastThree),
        };
        if (letters.Length > 5)
            features.Add(Hash(letters[..5], FirstFive));
        for (var at = 0; at + 4 <= letters.Length; at++)
            features.Add(Hash(letters.Slice(at, 4), Four));
        return [.. features];
    }

    /// <summary>FNV-1a from a seed for each kind of feature. It must never change: the weights of a model are stored by it.</summary>
    public static uint Hash(ReadOnlySpan<char> letters, uint seed)
    {
        var hash = 2166136261u ^ (seed * 0x9E3779B1u);
        foreach (var letter in letters)
            hash = (hash ^ letter) * 16777619u;
        return hash;
    }

    /// <summary>Two words in their order.</summary>
    public static uint Pair(uint first, uint second, uint seed) => (first * 0x85EBCA6Bu) ^ BitOperations.RotateLeft(second * 0xC2B2AE35u, 13) ^ (seed * 0x9E3779B1u);

    /// <summary>Spreads a hash so that its upper bits depend on all of it.</summary>
    public static uint Spread(uint hash)
    {
        hash = (hash ^ (hash >> 16)) * 0x85EBCA6Bu;
        hash = (hash ^ (hash >> 13)) * 0xC2B2AE35u;
        return hash ^ (hash >> 16);
    }
}
