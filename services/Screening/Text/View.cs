using System.Globalization;
using System.Text;

namespace PeerSupport.Screening.Text;

/// <summary>A text made comparable: compatibility forms folded, lower case, invisible characters gone. It remembers where each character came from.</summary>
internal sealed class View
{
    private readonly int[]? _map;

    private View(string text, int[]? map, int sourceLength)
    {
        Text = text;
        _map = map;
        SourceLength = sourceLength;
    }

    public string Text { get; }

    public int SourceLength { get; }

    /// <summary>The place in the original of a place in this view.</summary>
    public int Source(int index) => _map is null ? index : index < _map.Length ? _map[index] : SourceLength;

    /// <summary>Where in the original something ends that ends before <paramref name="index"/> here.</summary>
    public int SourceEnd(int index) => index == 0 ? 0 : _map is null ? index : index < _map.Length && _map[index] > _map[index - 1] ? _map[index] : EndOf(index);

    private int EndOf(int index)
    {
        var last = _map![index - 1];
        while (index < _map.Length && _map[index] == last)
            index++;
        return index < _map.Length ? _map[index] : SourceLength;
    }

    public static View Of(string text)
    {
        if (Ascii.IsValid(text))
            return new(text.ToLowerInvariant(), null, text.Length);

        var output = new StringBuilder(text.Length);
        var map = new List<int>(text.Length);
        for (var at = 0; at < text.Length;)
        {
            // A base character is normalised together with its marks; each segment on its own keeps the map simple and the work linear.
            var end = at + Length(text, at);
            while (end < text.Length && CharUnicodeInfo.GetUnicodeCategory(text, end) is UnicodeCategory.NonSpacingMark && end - at < 16)
                end += Length(text, end);
            foreach (var letter in Fold(text, at, end))
            {
                output.Append(letter);
                map.Add(at);
            }
            at = end;
        }
        return new(output.ToString(), [.. map], text.Length);
    }

    private static int Length(string text, int at) => char.IsSurrogatePair(text, at) ? 2 : 1;

    private static string Fold(string text, int start, int end)
    {
        var first = text[start];
        if (end - start == 1)
        {
            if (first < 128)
                return char.ToLowerInvariant(first).ToString();
            if (first is '\u2019' or '\u2018' or '\u02BC' or '\uFF07')
                return "'";
            if (char.IsSurrogate(first) || Invisible(first))
                return "";
        }
        return text[start..end].Normalize(NormalizationForm.FormKC).ToLowerInvariant();
    }

    private static bool Invisible(char letter) =>
        letter is '\u00AD' or '\u034F' or (>= '\uFE00' and <= '\uFE0F') || CharUnicodeInfo.GetUnicodeCategory(letter) is UnicodeCategory.Format;
}
