using System.Buffers;
using System.Text.RegularExpressions;

namespace PeerSupport.Screening.Detectors;

/// <summary>A detail that is told by how it is written. The pattern is only tried on texts that have one of the anchors.</summary>
internal sealed record Shape(string Rule, Risk Risk, string Says, bool HasDigits, SearchValues<string> Anchors, Regex Pattern, Shape.Check? Accepts = null)
{
    /// <summary>Whether what the pattern found passes a check that no pattern can express.</summary>
    public delegate bool Check(ReadOnlySpan<char> found);
}

internal static class Shapes
{
    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
    private const string Apps = "(insta|instagram|ig|snap|snapchat|sc|tiktok|discord|telegram|tg|kik|twitter|steam|skype|signal|whatsapp|psn|xbox|reddit|facebook|fb|threads)";
    private const string Is = "( is| ist| es| est|'s|:|=|-| -)+";

    private static readonly SearchValues<string> HelpLines = SearchValues.Create(
        ["samaritans", "papyrus", "crisistextline", "988lifeline", "findahelpline", "lifeline", "telefonseelsorge", "befrienders", "shoutcrisis", "childline", "refuge.org", "rapecrisis"], StringComparison.Ordinal);

    public static Shape[] All { get; } =
    [
        New("personal.email", Risk.Low, "An e-mail address is written out.", false, ["@", " at ", "(at)", "[at]", "arroba", "arobase", " ät "],
            @"[a-z0-9][a-z0-9._%+\-]{0,60} ?(@|\(at\)|\[at\]|\{at\}) ?[a-z0-9\-]{2,40}(\.[a-z0-9\-]{2,40})? ?(\.|\(dot\)|\[dot\]|\{dot\}| dot | punto | punkt | point ) ?[a-z]{2,12}\b|[a-z0-9][a-z0-9._%+\-]{0,60}( at | arroba | arobase | ät )[a-z0-9\-]{2,40}(\(dot\)|\[dot\]| dot | punto | punkt | point )[a-z]{2,12}\b|[a-z0-9][a-z0-9._%+\-]{0,60} at (gmail|hotmail|outlook|yahoo|icloud|proton|protonmail|gmx|aol)\.[a-z]{2,5}",
            found => !Public(found)),
        New("personal.handle", Risk.Low, "An account on another service is named.", false, ["insta", "ig", "snap", "sc", "tiktok", "discord", "telegram", "tg", "kik", "twitter", "steam", "skype", "signal", "whatsapp", "psn", "xbox", "reddit", "facebook", "fb", "threads"],
            $@"\b{Apps}( handle| name| username| user| id| tag| account)?{Is} ?@?[a-z][a-z0-9.\-]*[0-9_.#][a-z0-9._#]*|\b{Apps}( handle| name| username| user| id| tag| account)?{Is} ?@[a-z0-9._]{{3,}}|\b(my|meine?|mein|mi|mon) {Apps}( handle| name| username| user| id| tag| account)?{Is} ?@?[a-z][a-z0-9._]{{3,}}|\b(me|mich|moi) (on|auf|en|sur) {Apps}( at| as|:|,| @| under| -)+ ?@?[a-z0-9][a-z0-9._]{{3,}}|@[a-z0-9._]{{3,}}( on| auf| en| sur) {Apps}\b|\b{Apps} ?\(?@[a-z0-9._]{{3,}}"),
        New("personal.tag", Risk.Low, "An account on another service is named.", true, ["#"], @"\b[a-z][a-z0-9._]{2,}#[0-9]{4}\b"),
        New("personal.street", Risk.Medium, "A street address is written out.", true,
            ["street", " st", "road", " rd", "lane", " ave", "close", "drive", " row", "court", "crescent", "terrace", "boulevard", " blvd", "way", "rue ", "place ", "calle ", "straße", "strasse", "str.", "weg", "avenida", "avda", "gasse", "platz", "allee", "paseo", "plaza", "garden", "square", "hill"],
            @"\b\d{1,5}[a-z]?,? (?:[a-z']+ ){1,3}(street|st|road|rd|lane|ln|avenue|ave|close|drive|dr|row|court|ct|crescent|terrace|boulevard|blvd|gardens|square)\b|\b\d{1,4},? (bis |ter )?(rue|avenue|boulevard|impasse|allée|place) (de|du|des|la|le|l'|\p{L})|\b(calle|avenida|avda|paseo|plaza|c/) ?[\p{L} .]{2,30},? ?(número |nº ?|n° ?)?\d{1,4}\b|\b\p{L}{2,}(straße|strasse|str\.|weg|gasse|platz|allee) ?\d{1,4}\b"),
        New("personal.postcode", Risk.Low, "A postcode is written out.", true, ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0"],
            @"\b(postcode|post code|postal code|plz|code postal|código postal|codigo postal|zip( code)?)( is|:| ist| es| est)* ?([a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}|\d{5})\b|\b[a-z]{1,2}\d[a-z\d]? \d[abd-hjlnp-uw-z]{2}\b|, [a-z]{2} \d{5}\b|\bpo box \d+|\bp\.o\. box \d+|\bpostfach \d+|\bapartado( de correos)? \d+",
            found => !(found.EndsWith("st", StringComparison.Ordinal) || found.EndsWith("nd", StringComparison.Ordinal) || found.EndsWith("rd", StringComparison.Ordinal) || found.EndsWith("th", StringComparison.Ordinal)) || found.Contains("box", StringComparison.Ordinal)),
        New("personal.password", Risk.High, "A password or a code is written out.", false, ["passw", "passcode", "contraseña", "clave", "mot de passe", "code", "pin", "login"],
            @"\b(password|passcode|passwort|contraseña|clave|mot de passe|login|pin|pin code|pin number|gate code|door code|security code|access code|safe code|recovery code)( for [a-z ]{2,24}| to [a-z ]{2,24}| für [\p{L} ]{2,24}| de [\p{L} ]{2,24})?( is| ist| es| est|:|=| was)+ ?""?[^\s""]*[0-9!#$%&][^\s""]*|\b(my|our|meine?|mi|mon)( [a-z]+)? (password|passwort|contraseña|mot de passe)( is| ist| es| est|:) ?""?[^\s""]{8,}"),
        New("personal.birth", Risk.Medium, "A date of birth is written out.", true, ["dob", "d.o.b", "of birth", "born on", "geburtsdatum", "geboren am", "geb.", "nacimiento", "nací el", "naissance", "né le", "née le"],
            @"(dob|d\.o\.b\.?|date of birth|born on|geburtsdatum|geboren am|geb\.|fecha de nacimiento|nací el|date de naissance|née? le)( is|:| the| ist| es| est| el)* ?(\d{1,2}[./\- ]+\d{1,2}[./\- ]+\d{2,4}|\d{1,2}(st|nd|rd|th|\.|er)?( of| de)? \p{L}{3,10},?( de)? \d{4}|\p{L}{3,10} \d{1,2}(st|nd|rd|th)?,? \d{4})"),
        New("personal.iban", Risk.High, "A bank account is written out.", true, ["iban", "de", "gb", "es", "fr", "at", "ch", "nl", "ie", "be", "it", "pt", "account number", "sort code"],
            @"\b[a-z]{2}\d{2}( ?[a-z0-9]{4}){2,7}( ?[a-z0-9]{1,3})?\b", found => Checksums.Iban(Packed(found))),
        New("personal.account", Risk.High, "A bank account is written out.", true, ["iban", "account n", "sort code", "routing", "kontonummer"],
            @"\biban( is|:| ist| es| est| -)* ?[a-z]{2}\d{2}[ a-z0-9]{8,}|\b(account (number|no|nr)|kontonummer|sort code|routing number)\.?( is|:| ist)* ?\d[\d \-]{5,}\d"),
        New("personal.id", Risk.High, "An official number of a person is written out.", true, ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0"],
            @"\b\d{8}[ \-]?[a-z]\b|\b[xyz][ \-]?\d{7}[ \-]?[a-z]\b", found => Checksums.Spanish(Packed(found))),
        New("personal.id", Risk.High, "An official number of a person is written out.", true, ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0"],
            @"\b[abceghj-prstw-z][abceghj-nprstw-z] ?\d{2} ?\d{2} ?\d{2} ?[abcd]\b|\b(passport|reisepass|pasaporte|passeport|driving licence|driver'?s license|licence number|ausweis)( number| no| nr| nummer)?\.?( is|:| ist| es| est)* ?[a-z]{0,3}\d{6,}"),
    ];

    /// <summary>Addresses of help lines are there to be written to.</summary>
    private static bool Public(ReadOnlySpan<char> found) => found.ContainsAny(HelpLines);

    private static string Packed(ReadOnlySpan<char> found) => string.Concat(found.ToString().Where(char.IsAsciiLetterOrDigit));

    private static Shape New(string rule, Risk risk, string says, bool digits, string[] anchors, string pattern, Shape.Check? accepts = null) =>
        new(rule, risk, says, digits, SearchValues.Create(anchors, StringComparison.Ordinal), new(pattern, Linear), accepts);
}
