using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Notifications.Texts;

/// <summary>Every word that a member reads in the inbox, from one file per language.</summary>
internal sealed partial record NoticeTexts(Dictionary<string, NoticeText> Notices, Dictionary<string, string> Sentences, Dictionary<string, string> WithinWords)
{
    public static NoticeTexts Load()
    {
        using var stream = typeof(NoticeTexts).Assembly.GetManifestResourceStream("notices.en.json")
            ?? throw new InvalidOperationException("The texts are not part of the assembly.");
        var file = JsonSerializer.Deserialize<TextFile>(stream, Json.Options) ?? throw new InvalidOperationException("The texts cannot be read.");
        return new(file.Notices, file.Sentences, file.Within);
    }

    public (string Title, string Body) For(string key, params (string Name, string Value)[] values)
    {
        var text = Notices[key];
        // A paragraph whose words are all missing leaves a gap that says as much as the words would.
        var paragraphs = text.Body.Split("\n\n").Select(paragraph => Fill(paragraph, values).Trim()).Where(paragraph => paragraph.Length > 0);
        return (Fill(text.Title, values), string.Join("\n\n", paragraphs));
    }

    public string Sentence(string key, params (string Name, string Value)[] values) => Fill(Sentences[key], values);

    /// <summary>A time span in words, rounded up: a promise is kept early rather than late. The zone of the reader is not known here.</summary>
    public string Within(TimeSpan span)
    {
        var minutes = (int)Math.Ceiling(span.TotalMinutes);
        var hours = (int)Math.Ceiling(span.TotalHours);
        return minutes switch
        {
            <= 0 => WithinWords["soon"],
            1 => WithinWords["minute"],
            < 60 => Fill(WithinWords["minutes"], [("n", minutes.ToString(CultureInfo.InvariantCulture))]),
            60 => WithinWords["hour"],
            _ => Fill(WithinWords["hours"], [("n", hours.ToString(CultureInfo.InvariantCulture))]),
        };
    }

    // In one pass, so that a pseudonym or a reason that happens to hold braces is not filled in its turn.
    private static string Fill(string text, (string Name, string Value)[] values) =>
        Placeholder().Replace(text, match => values.FirstOrDefault(value => value.Name == match.Groups[1].Value).Value ?? match.Value);

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Placeholder();

    private sealed record TextFile(Dictionary<string, NoticeText> Notices, Dictionary<string, string> Sentences, Dictionary<string, string> Within);
}

/// <summary>The words of one kind of notice.</summary>
internal sealed record NoticeText(string Title, string Body);
