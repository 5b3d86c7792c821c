using System.Text.Json;

namespace PeerSupport.Chat.Support;

/// <summary>The crisis lines by country, from the platform's one file.</summary>
internal sealed class CrisisLines
{
    /// <summary>The file's entry for a country that it has no lines of.</summary>
    private const string Elsewhere = "other";

    private readonly Dictionary<string, SupportOffer> _offers;

    public CrisisLines()
    {
        using var stream = typeof(CrisisLines).Assembly.GetManifestResourceStream("crisis-lines.json")!;
        var file = JsonSerializer.Deserialize<LinesFile>(stream, JsonSerializerOptions.Web)!;
        _offers = file.Countries.ToDictionary(country => country.Code, Offer, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The first country that has lines, else where to find some.</summary>
    public SupportOffer For(params ReadOnlySpan<string?> countries)
    {
        foreach (var country in countries)
        {
            if (country is not null && _offers.TryGetValue(country, out var offer))
                return offer;
        }

        return _offers[Elsewhere];
    }

    private static SupportOffer Offer(LinesOfCountry country) =>
        new(country.Code, [.. country.Lines.Select(line => new SupportLine(line.Name, line.Number ?? "", line.Text, line.Hours ?? "", line.Url ?? line.Chat))], new(country.Emergency));

    private sealed record LinesFile(LinesOfCountry[] Countries);

    private sealed record LinesOfCountry(string Code, string Emergency, Line[] Lines);

    private sealed record Line(string Name, string? Number, string? Text, string? Chat, string? Hours, string? Url);
}

/// <summary>Who can be called now; only the author of the message sees it.</summary>
/// <param name="Country">The country of the lines.</param>
/// <param name="Lines">The lines.</param>
/// <param name="Emergency">When life is in danger.</param>
public sealed record SupportOffer(string Country, SupportLine[] Lines, EmergencyNumber Emergency)
{
    /// <summary>No rule says why: only the trained model thinks so, which is wrong more often. Whoever shows it leaves room for a misreading.</summary>
    public bool IsGuess { get; init; }
}

/// <summary>One line.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Number">To call; empty when there is only an address.</param>
/// <param name="Sms">To write to.</param>
/// <param name="Hours">When it answers.</param>
/// <param name="Url">Its page or chat.</param>
public sealed record SupportLine(string Name, string Number, string? Sms, string Hours, string? Url);

/// <summary>The emergency number.</summary>
/// <param name="Number">To dial.</param>
public sealed record EmergencyNumber(string Number);
