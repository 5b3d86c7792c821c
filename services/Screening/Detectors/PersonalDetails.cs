using System.Text.Json;
using System.Text.RegularExpressions;
using PeerSupport.Screening.Text;
using PhoneNumbers;

namespace PeerSupport.Screening.Detectors;

/// <summary>Finds details by which a person can be reached. Works on the folded text before any digit is read as a letter.</summary>
internal sealed class PersonalDetails
{
    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    private static readonly Shape[] Shapes =
    [
        new("personal.email", Risk.Low, "An e-mail address is written out.", ["@", " dot ", "(at)", "[at]"],
            new(@"[a-z0-9][a-z0-9._%+\- ]{0,60}?( ?@ ?| ?[\(\[]at[\)\]] ?)[a-z0-9\-]+( ?\. ?| ?[\(\[]?dot[\)\]]? ?)[a-z]{2,}|[a-z0-9._]+ at [a-z0-9\-]+ dot [a-z]{2,}", Linear)),
        new("personal.handle", Risk.Low, "An account on another service is named.",
            ["insta", "snap", "tiktok", "discord", "telegram", "whatsapp", "kik", "@"],
            new(@"\b(insta|instagram|ig|snap|snapchat|tiktok|discord|telegram|tg|kik)\b( is| me| handle| name| user)*( ?[:=@]+ ?| is | \()@?[a-z0-9][a-z0-9._]{2,}|(add|find|follow) me on [a-z]+\W+@?[a-z0-9._]*[0-9_.][a-z0-9._]+|(^| )@[a-z][a-z0-9._]{3,}", Linear)),
        new("personal.street", Risk.Medium, "A street address is written out.",
            ["street", "road", "lane", "avenue", "close", "drive", " row", "court", "rue ", "calle ", "straße", "strasse", "weg ", "avenida", "gasse", "platz"],
            new(@"\b\d{1,4}[a-z]? ([a-z']+ ){1,3}(street|road|lane|avenue|close|drive|row|court|terrace)\b|\b\d{1,4},? (bis )?rue [a-z]|\b(calle|avenida) [\p{L} ]{2,30},? ?\d{1,4}\b|\b\p{L}{3,}(straße|strasse|weg|gasse|platz) \d{1,4}\b", Linear)),
        new("personal.postcode", Risk.Low, "A postcode is written out.", ["postcode", "post code", "plz", "code postal", "código postal", "zip"],
            new(@"(postcode|post code|plz|code postal|código postal|zip( code)?)( is|:| ist| es|est)* ?([a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}|\d{5})\b", Linear)),
        new("personal.password", Risk.High, "A password or a code is written out.", ["password", "passwort", "contraseña", "mot de passe", "gate code", "pin is"],
            new(@"(password|passwort|contraseña|mot de passe|gate code|pin)( is| ist| es| est|:| für \p{L}+ ist)+ ?\S{3,}", Linear)),
        new("personal.birth", Risk.High, "A date of birth is written out.", ["dob", "date of birth", "born on", "geburtsdatum"],
            new(@"(dob|date of birth|born on|geburtsdatum)( is|:)* ?\d{1,2}[./\- ]\d{1,2}[./\- ]\d{2,4}", Linear)),
        new("personal.iban", Risk.High, "A bank account is written out.", ["iban"], new(@"iban( is|:)* ?[a-z]{2}\d{2}( ?[a-z0-9]{4}){2,7}", Linear)),
    ];

    private static readonly Regex Digits = new(@"\d[\d \-]{11,22}\d", Linear);
    private readonly PhoneNumberUtil _phones = PhoneNumberUtil.GetInstance();
    private readonly HashSet<string> _publicNumbers = [];

    public PersonalDetails(string crisisLines)
    {
        using var document = JsonDocument.Parse(crisisLines);
        foreach (var country in document.RootElement.GetProperty("countries").EnumerateArray())
            foreach (var line in country.GetProperty("lines").EnumerateArray())
                foreach (var field in (string[])["number", "text"])
                    if (line.GetProperty(field).GetString() is { } number)
                        _publicNumbers.Add(OnlyDigits(number));
        // The library of telephone numbers reads its tables when a country is first asked for; after construction nothing is read any more.
        var warm = View.Of("call +44 20 8366 1177 or 020 8366 1177, or card 4111 1111 1111 1111, at (at) [at] @ insta " + string.Concat(Shapes.SelectMany(shape => shape.Anchors)));
        foreach (var region in _phones.GetSupportedRegions())
            _ = _phones.GetMetadataForRegion(region);
        Find(warm, "GB", []);
    }

    public void Find(View view, string? country, List<Match> matches)
    {
        var text = view.Text;
        foreach (var shape in Shapes)
            if (Array.Exists(shape.Anchors, anchor => text.Contains(anchor, StringComparison.Ordinal)))
                foreach (var hit in shape.Pattern.EnumerateMatches(text))
                    Add(view, matches, shape.Rule, shape.Risk, hit.Index, hit.Length, shape.Says);

        if (text.Count(char.IsAsciiDigit) < 7)
            return;
        foreach (var hit in Digits.EnumerateMatches(text))
            if (Luhn(text.AsSpan(hit.Index, hit.Length)))
                Add(view, matches, "personal.card", Risk.High, hit.Index, hit.Length, "The number of a payment card is written out.");
        Phones(view, country, matches);
    }

    private void Phones(View view, string? country, List<Match> matches)
    {
        var asked = Cued(view.Text);
        foreach (var region in ((string[])[country ?? "GB", "GB", "US", "DE", "FR", "ES"]).Distinct())
            foreach (var hit in _phones.FindNumbers(view.Text, region, asked ? PhoneNumberUtil.Leniency.POSSIBLE : PhoneNumberUtil.Leniency.VALID, 50))
            {
                if (!Public(OnlyDigits(hit.RawString)) && (hit.RawString.StartsWith('+') || region == (country ?? "GB") || asked))
                    Add(view, matches, "personal.phone", Risk.Medium, hit.Start, hit.Length, "A telephone number is written out.");
            }
    }

    /// <summary>Words which say that digits are a telephone number; with them numbers count that no operator has given out.</summary>
    private static bool Cued(string text) =>
        ((string[])["call", "text", "ring ", "phone", "mobile", "number is", "whatsapp", "handy", "ruf", "llám", "número", "appelle", "tel"])
        .Any(cue => text.Contains(cue, StringComparison.Ordinal));

    private static void Add(View view, List<Match> matches, string rule, Risk risk, int at, int length, string says)
    {
        var start = view.Source(at);
        var end = view.SourceEnd(at + length);
        if (!matches.Exists(other => other.Rule == rule && other.Start < end && start < other.Start + other.Length))
            matches.Add(new(rule, Labels.PersonalInformation, risk, start, end - start, says));
    }

    /// <summary>A part of a crisis line's number counts as well: another country's reading may leave out the first digits.</summary>
    private bool Public(string digits) => _publicNumbers.Contains(digits) || (digits.Length >= 6 && _publicNumbers.Any(number => number.Contains(digits, StringComparison.Ordinal)));

    private static string OnlyDigits(string text) => string.Concat(text.Where(char.IsAsciiDigit));

    private static bool Luhn(ReadOnlySpan<char> text)
    {
        int sum = 0, count = 0;
        for (var i = text.Length - 1; i >= 0; i--)
        {
            if (!char.IsAsciiDigit(text[i]))
                continue;
            var digit = text[i] - '0';
            sum += count++ % 2 == 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2;
        }
        return count is >= 13 and <= 19 && sum % 10 == 0;
    }

    private sealed record Shape(string Rule, Risk Risk, string Says, string[] Anchors, Regex Pattern);
}
