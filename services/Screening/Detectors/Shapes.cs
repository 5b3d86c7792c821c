using System.Buffers;
using System.Text.RegularExpressions;

namespace PeerSupport.Screening.Detectors;

/// <summary>A detail that is told by how it is written. The pattern is only tried on texts that have one of the anchors.</summary>
internal sealed record Shape(string Rule, Risk Risk, string Says, int Digits, Anchors Anchors, Regex Pattern, Shape.Check? Accepts = null)
{
    /// <summary>Whether what the pattern found passes a check that no pattern can express.</summary>
    public delegate bool Check(ReadOnlySpan<char> found);

    /// <summary>Whether a text can have the shape: it has so many digits, and an anchor.</summary>
    /// <param name="text">The folded text.</param>
    /// <param name="digits">How many digits it has.</param>
    public bool MayBeIn(ReadOnlySpan<char> text, int digits) => digits >= Digits && Anchors.StandIn(text);
}

/// <summary>What a text must have before a pattern is tried on it.</summary>
internal sealed class Anchors
{
    private readonly string[] _words;
    private readonly SearchValues<string> _search;
    private readonly bool _begins, _ends;

    /// <param name="words">Any of them will do. One that begins (or ends) with a mark of its own, a space for instance, counts wherever it stands.</param>
    /// <param name="whole">Whether no letter may stand before an anchor nor after it: "ig" is in "night" too.</param>
    /// <param name="ends">Whether no letter may stand after it.</param>
    public Anchors(string[] words, bool whole = false, bool ends = false) =>
        (_words, _search, _begins, _ends) = (words, SearchValues.Create(words, StringComparison.Ordinal), whole, whole || ends);

    public bool StandIn(ReadOnlySpan<char> text)
    {
        for (var from = 0; text[from..].IndexOfAny(_search) is >= 0 and var found; from += found + 1)
        {
            var at = from + found;
            if (_begins && at > 0 && char.IsLetter(text[at - 1]) && char.IsLetter(text[at]))
                continue;
            if (!_ends)
                return true;
            foreach (var word in _words)
                if (text[at..].StartsWith(word, StringComparison.Ordinal) && (at + word.Length == text.Length || !char.IsLetter(text[at + word.Length]) || !char.IsLetter(word[^1])))
                    return true;
        }
        return false;
    }
}

internal static class Shapes
{
    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
    private const string Apps = "(insta|instagram|ig|snap|snapchat|sc|tiktok|discord|telegram|tg|kik|twitter|steam|skype|signal|whatsapp|psn|xbox|reddit|facebook|fb|threads)";
    private const string Is = "( is| ist| es| est|'s|:|=|-| -)+";

    private static readonly SearchValues<string> HelpLines = SearchValues.Create(
        ["samaritans", "papyrus", "crisistextline", "988lifeline", "findahelpline", "lifeline", "telefonseelsorge", "befrienders", "shoutcrisis", "childline", "refuge.org", "rapecrisis"], StringComparison.Ordinal);

    private static readonly Anchors Digits = new(["1", "2", "3", "4", "5", "6", "7", "8", "9", "0"]);

    public static Shape[] All { get; } =
    [
        New("personal.email", Risk.Low, "An e-mail address is written out.", 0, new(["@", "(at)", "[at]", "{at}"]),
            @"[a-z0-9][a-z0-9._%+\-]{0,60} ?(@|\(at\)|\[at\]|\{at\}) ?[a-z0-9\-]{2,40}(\.[a-z0-9\-]{2,40})? ?(\.|\(dot\)|\[dot\]|\{dot\}| dot | punto | punkt | point ) ?[a-z]{2,12}\b",
            found => !Public(found)),
        New("personal.email", Risk.Low, "An e-mail address is written out.", 0, new(["dot", "punto", "punkt", "point"]),
            @"[a-z0-9][a-z0-9._%+\-]{0,60}( at | arroba | arobase | ät )[a-z0-9\-]{2,40}(\(dot\)|\[dot\]| dot | punto | punkt | point )[a-z]{2,12}\b", found => !Public(found)),
        New("personal.email", Risk.Low, "An e-mail address is written out.", 0,
            new(["at gmail.", "at hotmail.", "at outlook.", "at yahoo.", "at icloud.", "at proton.", "at protonmail.", "at gmx.", "at aol."]),
            @"[a-z0-9][a-z0-9._%+\-]{0,60} at (gmail|hotmail|outlook|yahoo|icloud|proton|protonmail|gmx|aol)\.[a-z]{2,5}", found => !Public(found)),
        New("personal.handle", Risk.Low, "An account on another service is named.", 0, new(["insta", "instagram", "ig", "snap", "snapchat", "sc", "tiktok", "discord", "telegram", "tg", "kik", "twitter", "steam", "skype", "signal", "whatsapp", "psn", "xbox", "reddit", "facebook", "fb", "threads"], whole: true),
            $@"\b{Apps}( handle| name| username| user| id| tag| account)?{Is} ?@?[a-z][a-z0-9.\-]*[0-9_.#][a-z0-9._#]*|\b{Apps}( handle| name| username| user| id| tag| account)?{Is} ?@[a-z0-9._]{{3,}}|\b(my|meine?|mein|mi|mon) {Apps}( handle| name| username| user| id| tag| account)?{Is} ?@?[a-z][a-z0-9._]{{3,}}|\b(me|mich|moi) (on|auf|en|sur) {Apps}( at| as|:|,| @| under| -)+ ?@?[a-z0-9][a-z0-9._]{{3,}}|@[a-z0-9._]{{3,}}( on| auf| en| sur) {Apps}\b|\b{Apps} ?\(?@[a-z0-9._]{{3,}}"),
        New("personal.tag", Risk.Low, "An account on another service is named.", 4, new(["#"]), @"\b[a-z][a-z0-9._]{2,}#[0-9]{4}\b"),
        New("personal.street", Risk.Medium, "A street address is written out.", 1,
            new(["street", " st", "road", " rd", "lane", " ln", " ave", "avenue", "close", "drive", " dr", " row", "court", " ct", "crescent", "terrace", "boulevard", "gardens", "square",
                "rue ", "impasse ", "allée ", "place ", "calle ", "avenida ", "avda", "paseo ", "plaza ", "c/", "straße", "strasse", "str.", "weg", "gasse", "platz", "allee"], ends: true),
            @"\b\d{1,5}[a-z]?,? (?:[a-z']+ ){1,3}(street|st|road|rd|lane|ln|avenue|ave|close|drive|dr|row|court|ct|crescent|terrace|boulevard|blvd|gardens|square)\b|\b\d{1,4},? (bis |ter )?(rue|avenue|boulevard|impasse|allée|place) (de|du|des|la|le|l'|\p{L})|\b(calle|avenida|avda|paseo|plaza|c/) ?[\p{L} .]{2,30},? ?(número |nº ?|n° ?)?\d{1,4}\b|\b\p{L}{2,}(straße|strasse|str\.|weg|gasse|platz|allee) ?\d{1,4}\b"),
        New("personal.postcode", Risk.Low, "A postcode is written out.", 1, new(["post", "plz", "zip", "box", "apartado"]),
            @"\b(postcode|post code|postal code|plz|code postal|código postal|codigo postal|zip( code)?)( is|:| ist| es| est)* ?([a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}|\d{5})\b|\bpo box \d+|\bp\.o\. box \d+|\bpostfach \d+|\bapartado( de correos)? \d+"),
        New("personal.postcode", Risk.Low, "A postcode is written out.", 2, Digits,
            @"\b[a-z]{1,2}\d[a-z\d]? \d[abd-hjlnp-uw-z]{2}\b", found => !Ordinal(found)),
        New("personal.postcode", Risk.Low, "A postcode is written out.", 5, new([", "]), @", [a-z]{2} \d{5}\b"),
        New("personal.password", Risk.High, "A password or a code is written out.", 0, new(["password", "passwort", "passcode", "contraseña", "clave", "mot de passe", "code", "pin", "login", "pin number"], whole: true),
            @"\b(password|passcode|passwort|contraseña|clave|mot de passe|login|pin|pin code|pin number|gate code|door code|security code|access code|safe code|recovery code)( for [a-z ]{2,24}| to [a-z ]{2,24}| für [\p{L} ]{2,24}| de [\p{L} ]{2,24})?( is| ist| es| est|:|=| was)+ ?""?[^\s""]*[0-9!#$%&][^\s""]*|\b(my|our|meine?|mi|mon)( [a-z]+)? (password|passwort|contraseña|mot de passe)( is| ist| es| est|:) ?""?[^\s""]{8,}"),
        New("personal.birth", Risk.Medium, "A date of birth is written out.", 3, new(["dob", "d.o.b", "of birth", "born on", "geburtsdatum", "geboren am", "geb.", "nacimiento", "nací el", "naissance", "né le", "née le"]),
            @"(dob|d\.o\.b\.?|date of birth|born on|geburtsdatum|geboren am|geb\.|fecha de nacimiento|nací el|date de naissance|née? le)( is|:| the| ist| es| est| el)* ?(\d{1,2}[./\- ]+\d{1,2}[./\- ]+\d{2,4}|\d{1,2}(st|nd|rd|th|\.|er)?( of| de)? \p{L}{3,10},?( de)? \d{4}|\p{L}{3,10} \d{1,2}(st|nd|rd|th)?,? \d{4})"),
        New("personal.iban", Risk.High, "A bank account is written out.", 8, Digits,
            @"\b[a-z]{2}\d{2}( ?[a-z0-9]{4}){2,7}( ?[a-z0-9]{1,3})?\b", found => Checksums.Iban(Packed(found))),
        New("personal.account", Risk.High, "A bank account is written out.", 6, new(["iban", "account n", "sort code", "routing", "kontonummer"]),
            @"\biban( is|:| ist| es| est| -)* ?[a-z]{2}\d{2}[ a-z0-9]{8,}|\b(account (number|no|nr)|kontonummer|sort code|routing number)\.?( is|:| ist)* ?\d[\d \-]{5,}\d"),
        New("personal.id", Risk.High, "An official number of a person is written out.", 7, Digits,
            @"\b\d{8}[ \-]?[a-z]\b|\b[xyz][ \-]?\d{7}[ \-]?[a-z]\b", found => Checksums.Spanish(Packed(found))),
        New("personal.id", Risk.High, "An official number of a person is written out.", 6, Digits,
            @"\b[abceghj-prstw-z][abceghj-nprstw-z] ?\d{2} ?\d{2} ?\d{2} ?[abcd]\b|\b(passport|reisepass|pasaporte|passeport|driving licence|driver'?s license|licence number|ausweis)( number| no| nr| nummer)?\.?( is|:| ist| es| est)* ?[a-z]{0,3}\d{6,}"),
    ];

    /// <summary>Addresses of help lines are there to be written to.</summary>
    private static bool Public(ReadOnlySpan<char> found) => found.ContainsAny(HelpLines);

    /// <summary>"m1 1st" is not a postcode.</summary>
    private static bool Ordinal(ReadOnlySpan<char> found) =>
        found.EndsWith("st", StringComparison.Ordinal) || found.EndsWith("nd", StringComparison.Ordinal) || found.EndsWith("rd", StringComparison.Ordinal) || found.EndsWith("th", StringComparison.Ordinal);

    private static string Packed(ReadOnlySpan<char> found) => string.Concat(found.ToString().Where(char.IsAsciiLetterOrDigit));

    private static Shape New(string rule, Risk risk, string says, int digits, Anchors anchors, string pattern, Shape.Check? accepts = null) =>
        new(rule, risk, says, digits, anchors, new(pattern, Linear), accepts);
}
