using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;

namespace PeerSupport.Web.Parts;

/// <summary>How dates, times and lengths are said.</summary>
internal static partial class Words
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    public static string Minutes(int minutes) => minutes == 1 ? "1 minute" : $"{minutes} minutes";

    public static string Day(DateOnly day) => day.ToString("d MMMM yyyy", English);

    public static string Month(DateOnly day) => day.ToString("MMMM yyyy", English);

    public static string At(DateTimeOffset at) => at.ToString("d MMMM yyyy, HH:mm 'UTC'", English);

    /// <summary>Markup and citations taken out, and cut at a word: for lists and descriptions.</summary>
    public static string Short(string text, int length = 160)
    {
        var plain = BeforeStop().Replace(Tags().Replace(text, ""), "").Trim();
        if (plain.Length <= length)
            return plain;
        var end = plain.LastIndexOf(' ', length);
        return plain[..(end < 0 ? length : end)].TrimEnd(',', ';', ':') + " …";
    }

    /// <summary>A line of plain text in which *stars* lean: titles in a reference. Everything else is shown as it stands.</summary>
    public static MarkupString Emphasis(string text) => new(Stars().Replace(HtmlEncoder.Default.Encode(text), "<i>$1</i>"));

    /// <summary>A topic in an address.</summary>
    public static string Slug(string name) => NotWord().Replace(name.ToLowerInvariant(), "-").Trim('-');

    [GeneratedRegex("<[^>]*>|\\[@[^\\]]*\\]|[*_`]|\\[\\[|\\]\\]")]
    private static partial Regex Tags();

    /// <summary>Where a citation stood, a space is left in front of the full stop.</summary>
    [GeneratedRegex("\\s+(?=[.,;:!?](\\s|$))")]
    private static partial Regex BeforeStop();

    [GeneratedRegex("\\*([^*]+)\\*")]
    private static partial Regex Stars();

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NotWord();
}
