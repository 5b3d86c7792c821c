using System.Buffers;
using PhoneNumbers;

namespace PeerSupport.Screening.Detectors;

/// <summary>Judges a run of digits: a telephone number, a card, an official number, or nothing.</summary>
internal sealed class Numbers
{
    /// <summary>Fewer digits than these are nobody's number.</summary>
    public const int Least = 7;

    private const int Around = 40;

    /// <summary>Words which say that digits are a telephone number; beside them numbers count that no operator has given out.</summary>
    private static readonly SearchValues<string> Asking = Values(
        "call", "text ", "text:", "ring ", "phone", "mobile", "cell", "number", "whatsapp", "handy", "ruf", "tel", "llam", "llám", "numero", "número", "numéro", "appel", "nummer", "movil", "móvil", "sms", "msg me", "reach me", "dm me", "signal", "imessage", "viber");

    /// <summary>Words which say that digits are something else.</summary>
    private static readonly SearchValues<string> Other = Values(
        "order", "isbn", "doi", "ticket", "case n", "tracking", "invoice", "version", "lottery", "score", "reference", "ref ", "ref:", "bestell", "pedido", "commande", "rechnung", "factura", "serial", "model",
        "helpline", "hotline", "lifeline", "samaritans", "crisis", "crise", "krise", "seelsorge", "suicide prevention", "emergency", "patent", "issn", "pmid", "study n", "page ");

    private static readonly SearchValues<string> Official = Values("ssn", "social sec", "tax id", "steuer", "nhs", "sécurité sociale", "securite sociale", "national ins", "passport", "id number", "dni", "nie", "ausweis");

    private readonly PhoneNumberUtil _phones = PhoneNumberUtil.GetInstance();
    private readonly HashSet<string> _public;
    private readonly string[] _publicLong;

    public Numbers(IEnumerable<string> publicNumbers)
    {
        _public = [.. publicNumbers];
        _publicLong = [.. _public.Where(number => number.Length >= 6)];
        // The library of telephone numbers reads its tables when a country is first asked for; after construction nothing is read any more.
        foreach (var region in _phones.GetSupportedRegions())
            _ = _phones.GetMetadataForRegion(region);
    }

    /// <summary>The kind of detail that the digits are, or null.</summary>
    /// <param name="text">The whole view.</param>
    /// <param name="start">Where the run begins, with its plus or bracket.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="digits">Its digits.</param>
    /// <param name="country">The member's country, or null.</param>
    public string? Judge(ReadOnlySpan<char> text, int start, int end, ReadOnlySpan<char> digits, string? country)
    {
        var written = text[start..end];
        var before = text[Math.Max(0, start - Around)..start];
        if (Date(written, digits) || before.ContainsAny(Other) || (start > 0 && (char.IsLetter(text[start - 1]) || text[start - 1] is '£' or '$' or '€' or '#')))
            return null;
        var official = before.ContainsAny(Official);
        if (digits.Length >= 13 && Checksums.French(digits))
            return "personal.id";
        if (digits.Length >= 13 && Checksums.Luhn(digits))
            return "personal.card";
        if ((written.Length == 11 && written[3] is '-' or ' ' && written[6] == written[3] && Checksums.American(digits))
            || (official && (Checksums.American(digits) || Checksums.German(digits) || Checksums.British(digits) || digits.Length is >= 8 and <= 12)))
            return "personal.id";
        return digits.Length <= 15 && !Public(digits) && Phone(text, start, end, digits, country, before) ? "personal.phone" : null;
    }

    private bool Phone(ReadOnlySpan<char> text, int start, int end, ReadOnlySpan<char> digits, string? country, ReadOnlySpan<char> before)
    {
        var written = text[start..end];
        var apart = written.ContainsAny(' ', '-', '.') || written[0] == '(';
        if (written[0] == '+')
            return digits.Length >= 8;
        // Shapes that are mobile numbers in one of the countries and hardly anything else.
        if (digits[0] == '0' && ((digits.Length == 11 && digits[1] == '7') || (digits.Length is 11 or 12 && digits[1] == '1' && digits[2] is '5' or '6' or '7') || (digits.Length == 10 && digits[1] is '6' or '7')))
            return true;
        if (apart && Grouped(written, digits))
            return true;
        if (before.ContainsAny(Asking) || text[end..Math.Min(text.Length, end + 20)].ContainsAny(Asking))
            return true;
        return digits.Length is >= 9 and <= 12 && (digits[0] == '0' || apart) && Valid(written.ToString(), digits, country);
    }

    /// <summary>(212) 555-0142 and its like.</summary>
    private static bool Grouped(ReadOnlySpan<char> written, ReadOnlySpan<char> digits) =>
        (digits.Length == 10 || (digits.Length == 11 && digits[0] == '1'))
        && digits[^10] >= '2' && written.Length >= 12 && written[^5] is '-' or '.' or ' ' && written[^9] is '-' or '.' or ' ' or ')';

    private bool Valid(string written, ReadOnlySpan<char> digits, string? country)
    {
        // Which countries could write a number like this: asking all of them would cost more than everything else.
        ReadOnlySpan<string> regions = digits[0] == '0' ? ["GB", "DE", "FR"] : digits.Length == 9 ? ["ES"] : ["US"];
        if (country is not null && !regions.Contains(country) && Valid(written, country))
            return true;
        foreach (var region in regions)
            if (Valid(written, region))
                return true;
        return false;
    }

    private bool Valid(string written, string region)
    {
        try
        {
            return _phones.IsValidNumber(_phones.Parse(written, region));
        }
        catch (NumberParseException)
        {
            return false;
        }
    }

    /// <summary>A part of a crisis line's number counts as well, and the number with a country's code before it.</summary>
    private bool Public(ReadOnlySpan<char> digits)
    {
        if (_public.GetAlternateLookup<ReadOnlySpan<char>>().Contains(digits))
            return true;
        foreach (var number in _publicLong)
            if (number.AsSpan().Contains(digits, StringComparison.Ordinal) || digits.EndsWith(number.AsSpan().TrimStart('0')))
                return true;
        return false;
    }

    /// <summary>Dates, times and years side by side.</summary>
    private static bool Date(ReadOnlySpan<char> written, ReadOnlySpan<char> digits) =>
        digits.Length == 8 && ((written.Length == 10 && written[4] is '-' or '/' or '.' && written[7] == written[4])
            || (written.Length is >= 9 and <= 10 && written[2] is '-' or '/' or '.' && written[^5] == written[2])
            || (written.Length is 9 && written[4] is '-' or ' ' or '/'));

    private static SearchValues<string> Values(params string[] words) => SearchValues.Create(words, StringComparison.Ordinal);
}
