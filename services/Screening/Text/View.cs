using System.Buffers;
using System.Globalization;
using System.Text;

namespace PeerSupport.Screening.Text;

/// <summary>
/// A text made comparable: compatibility forms folded, lower case, invisible characters gone; marks stay. It remembers where each character came
/// from. One view is used for many texts, one after the other, so that reading a message allocates next to nothing.
/// </summary>
internal sealed class View
{
    private char[] _text = new char[512];
    private int[] _map = new int[512];
    private bool _mapped;
    private int _sourceLength;

    public ReadOnlySpan<char> Text => _text.AsSpan(0, Length);

    public int Length { get; private set; }

    public char this[int index] => _text[index];

    /// <summary>The place in the original of a place in this view.</summary>
    public int Source(int index) => !_mapped ? index : index < Length ? _map[index] : _sourceLength;

    /// <summary>Where in the original something ends that ends before <paramref name="index"/> here.</summary>
    public int SourceEnd(int index)
    {
        if (index == 0 || !_mapped)
            return index;
        var last = _map[index - 1];
        while (index < Length && _map[index] == last)
            index++;
        return Source(index);
    }

    /// <summary>Reads another text into this view.</summary>
    public void Read(string text)
    {
        _sourceLength = text.Length;
        Length = 0;
        _mapped = false;
        Room(text.Length);
        if (Ascii.ToLower(text, _text, out _) == OperationStatus.Done)
        {
            Length = text.Length;
            return;
        }

        _mapped = true;
        for (var at = 0; at < text.Length;)
        {
            // A base character is normalised together with its marks; each segment on its own keeps the map simple and the work linear.
            var end = at + (char.IsSurrogatePair(text, at) ? 2 : 1);
            while (end < text.Length && text[end] >= '\u0300' && (end - at > 1 || !char.IsSurrogate(text[at])) && end - at < 16 && CharUnicodeInfo.GetUnicodeCategory(text[end]) is UnicodeCategory.NonSpacingMark)
                end++;
            Fold(text.AsSpan(at, end - at), at);
            at = end;
        }
    }

    private void Fold(ReadOnlySpan<char> segment, int at)
    {
        var first = segment[0];
        if (segment.Length == 1)
        {
            if (Simple(first) is not '\0' and var simple)
            {
                Add(simple, at);
                return;
            }
            // A half of a surrogate pair cannot be normalised, and says nothing.
            if (char.IsSurrogate(first) || Invisible(first))
                return;
        }
        else if (Symbols.Read(segment) is { } letter)
        {
            if (letter != '\0')
                Add(letter, at);
            else
                Keep(segment, at);
            return;
        }
        foreach (var folded in segment.ToString().Normalize(NormalizationForm.FormKC).ToLowerInvariant())
            if (!Invisible(folded))
                Add(folded is '\u2044' ? '/' : folded, at);
    }

    /// <summary>What most characters of most texts become without any table; <c>'\0'</c> for those that need one.</summary>
    private static char Simple(char letter) => letter switch
    {
        < '\u0080' => char.ToLowerInvariant(letter),
        '\u00A0' or '\u202F' or '\u2009' => ' ',
        (>= '\u00C0' and <= '\u00FF') or (>= '\u0410' and <= '\u044F') => char.ToLowerInvariant(letter),
        '\u2018' or '\u2019' or '\u02BC' or '\u00B4' => '\'',
        '\u201C' or '\u201D' or '\u201E' or '\u00AB' or '\u00BB' => '"',
        '\u2010' or '\u2011' or '\u2012' => '-',
        '\u2013' or '\u2014' or '\u2026' or '\u00A1' or '\u00BF' or '\u20AC' or '\u00A3' => letter,
        _ => '\0',
    };

    private static bool Invisible(char letter) =>
        letter is '\u034F' or '\u115F' or '\u1160' or '\u3164' or '\uFFA0' or (>= '\uFE00' and <= '\uFE0F')
        || (letter >= '\u00AD' && CharUnicodeInfo.GetUnicodeCategory(letter) is UnicodeCategory.Format);

    private void Keep(ReadOnlySpan<char> segment, int at)
    {
        foreach (var letter in segment[..2])
            Add(letter, at);
    }

    private void Add(char letter, int at)
    {
        if (Length == _text.Length)
            Room(Length + 1);
        _text[Length] = letter;
        _map[Length++] = at;
    }

    private void Room(int length)
    {
        if (_text.Length >= length)
            return;
        Array.Resize(ref _text, Math.Max(length, _text.Length * 2));
        Array.Resize(ref _map, _text.Length);
    }
}
