namespace PeerSupport.Screening.Text;

/// <summary>Characters beyond the basic plane: letters in disguise, and pictures that are kept for the table of emoji.</summary>
internal static class Symbols
{
    /// <summary>A letter for boxed and flag letters; <c>'\0'</c> to keep a picture as it is; null when normalisation has to decide.</summary>
    public static char? Read(ReadOnlySpan<char> segment)
    {
        if (segment.Length < 2 || !char.IsSurrogatePair(segment[0], segment[1]))
            return null;
        return char.ConvertToUtf32(segment[0], segment[1]) switch
        {
            // Compatibility forms exist for these; without this they would survive as pictures.
            var boxed and >= 0x1F150 and <= 0x1F169 => (char)('a' + boxed - 0x1F150),
            var boxed and >= 0x1F170 and <= 0x1F189 => (char)('a' + boxed - 0x1F170),
            var flag and >= 0x1F1E6 and <= 0x1F1FF => (char)('a' + flag - 0x1F1E6),
            >= 0x1F300 and <= 0x1FAFF => '\0',
            // Tag characters and the like are invisible: an empty letter that normalisation drops.
            _ => null,
        };
    }
}
