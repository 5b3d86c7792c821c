using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using PeerSupport.Content.Articles;

namespace PeerSupport.Content;

internal static partial class Slugs
{
    [GeneratedRegex(ArticleDocument.SlugPattern)]
    private static partial Regex Pattern();

    public static bool IsSlug(string text) => text.Length <= 100 && Pattern().IsMatch(text);

    /// <summary>Makes an address out of a name: marks are dropped from letters, everything else that is no letter or digit becomes a hyphen.</summary>
    public static string From(string name)
    {
        var slug = new StringBuilder();
        foreach (var character in name.Normalize(NormalizationForm.FormD).ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(character))
            {
                slug.Append(character);
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(character) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.OtherPunctuation)
                && slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }
        }

        var made = slug.ToString().Trim('-');
        return made.Length <= 100 ? made : made[..100].Trim('-');
    }
}
