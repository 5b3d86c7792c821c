using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PeerSupport.Identity.Data;

namespace PeerSupport.Identity.Accounts;

/// <summary>What a pseudonym may be, and a few that are free.</summary>
internal static class Pseudonyms
{
    public const int ShortestLength = 2;
    public const int LongestLength = 30;

    /// <summary>Names that would let a member pass for the people who run the place.</summary>
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "admin", "administrator", "moderator", "moderators", "mod", "team", "the team", "staff", "support", "help", "help now", "system", "evenlight", "facilitator",
        "crisis", "crisis line", "everyone", "anonymous", "deleted",
    };

    private static readonly string[] First =
    [
        "Quiet", "Slow", "Soft", "Early", "Amber", "Silver", "Gentle", "Low", "Far", "Still", "Patient", "Small", "Wandering", "Blue", "Late", "Open", "Warm", "Hazel", "Autumn", "Harbour",
    ];

    private static readonly string[] Second =
    [
        "Fern", "Tide", "Lantern", "Moth", "Heron", "Willow", "River", "Stone", "Cloud", "Wren", "Meadow", "Ember", "Birch", "Otter", "Rain", "Clover", "Kite", "Thistle", "Harbour", "Finch",
    ];

    /// <summary>The form that is stored: composed, and with single spaces between words.</summary>
    public static string Tidy(string? typed)
    {
        // Normalize throws on a lone surrogate, which Problem then refuses.
        var text = typed is null || HasLoneSurrogate(typed) ? typed ?? "" : typed.Normalize(NormalizationForm.FormC);
        return string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>What to change; null when the name will do. Whether it is free is another question.</summary>
    public static string? Problem(string pseudonym) => pseudonym switch
    {
        "" => "Choose a name that others will see.",
        { Length: < ShortestLength or > LongestLength } => $"Choose a name of {ShortestLength} to {LongestLength} characters.",
        _ when !pseudonym.All(Allowed) || !char.IsLetter(pseudonym[0]) =>
            "Begin with a letter, and use letters, digits, spaces, hyphens, apostrophes, dots and underscores.",
        _ when pseudonym.Count(char.IsDigit) > 6 => "Use fewer digits, so that it cannot be taken for a telephone number.",
        _ when MixesScripts(pseudonym) => "Use letters of one alphabet, so that nobody's name can be imitated.",
        _ when Reserved.Contains(pseudonym) => "This name could be taken for the team's. Choose another one.",
        _ => null,
    };

    /// <summary>A few names that nobody has.</summary>
    public static async Task<string[]> SuggestAsync(IdentityDb db, CancellationToken cancellationToken = default)
    {
        var ideas = Enumerable.Range(0, 8).Select(_ => $"{Any(First)} {Any(Second)}").Distinct().ToList();
        var folded = ideas.ConvertAll(idea => idea.ToUpperInvariant());
        var taken = await db.Users.AsNoTracking().Where(account => folded.Contains(account.NormalizedUserName!)).Select(account => account.NormalizedUserName).ToListAsync(cancellationToken);
        return [.. ideas.Where(idea => !taken.Contains(idea.ToUpperInvariant())).Take(3)];
    }

    private static string Any(string[] words) => words[RandomNumberGenerator.GetInt32(words.Length)];

    private static bool Allowed(char letter) =>
        letter is ' ' or '-' or '\'' or '’' or '.' or '_' || char.IsLetterOrDigit(letter)
        || char.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    /// <summary>A Cyrillic "а" in a Latin name looks like somebody else's name and compares as different.</summary>
    private static bool MixesScripts(string pseudonym) =>
        pseudonym.Any(letter => letter is >= 'A' and <= '\u024F' && char.IsLetter(letter)) && pseudonym.Any(letter => letter is >= '\u0370' and <= '\u052F');

    private static bool HasLoneSurrogate(string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (char.IsHighSurrogate(text[index]) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]))
                index++;
            else if (char.IsSurrogate(text[index]))
                return true;
        }

        return false;
    }
}
