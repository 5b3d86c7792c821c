using System.Text;

namespace PeerSupport.Screening.Tests;

/// <summary>The ways in which people hide words from filters, each applied to a whole message. The same text is always hidden in the same way.</summary>
internal static class Disguises
{
    private const string Latin = "aceiopsxy";
    private const string LookAlikes = "асеіорѕху";

    /// <summary>"I want to die" as people write it past filters.</summary>
    public static TheoryData<string> OfAWishToDie { get; } =
    [
        "I want to d1e",
        "I wa\u200Bnt to d\u00ADie",
        "I want to di\u0435",
        "I want to d i e",
        "I want to dieeeeee",
        "\uFF29 \uFF57\uFF41\uFF4E\uFF54 \uFF54\uFF4F \uFF44\uFF49\uFF45",
        "I wánt tö díe",
        "I WANT TO DIE",
    ];

    public static IReadOnlyDictionary<string, Func<string, string>> All { get; } = new Dictionary<string, Func<string, string>>
    {
        ["digits"] = text => Words(text, word => Map(word, "oieast", "013457", 2)),
        ["zero width"] = text => Words(text, word => string.Join('\u200B', word.ToCharArray())),
        ["look-alikes"] = text => Words(text, word => Map(word, Latin, LookAlikes, 1)),
        ["spacing"] = text => Words(text, word => string.Join(' ', word.ToCharArray())),
        ["doubled letters"] = text => Words(text, word => string.Concat(word.Select((letter, i) => i == word.Length / 2 ? $"{letter}{letter}{letter}" : letter.ToString()))),
        ["full width"] = text => string.Concat(text.Select(letter => letter is > ' ' and < '\u007F' ? (char)(letter + 0xFEE0) : letter)),
        ["diacritics"] = text => Words(text, word => string.Concat(word.Select(letter => "aeiou".Contains(letter) ? $"{letter}\u0308" : letter.ToString())).Normalize(NormalizationForm.FormC)),
        ["capitals"] = text => text.ToUpperInvariant(),
    };

    /// <summary>Hides the words that filters look for, which is what people do; hiding every word would leave nothing for readers either.</summary>
    private static string Words(string text, Func<string, string> hide) => string.Join(' ', text.Split(' ').Select(word => Watched(word) ? hide(word) : word));

    private static bool Watched(string word) => word.All(char.IsAsciiLetterLower) && Shared.RulesAlone.Rules.Words.Guards(word);

    private static string Map(string word, string from, string to, int least) =>
        word.Length > least ? string.Concat(word.Select(letter => from.IndexOf(letter, StringComparison.Ordinal) is >= 0 and var at ? to[at] : letter)) : word;
}
