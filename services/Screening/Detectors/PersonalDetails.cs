using System.Text.Json;
using PeerSupport.Screening.Rules;
using PeerSupport.Screening.Text;

namespace PeerSupport.Screening.Detectors;

/// <summary>Finds details by which a person can be reached. Works on the folded text before any digit is read as a letter.</summary>
internal sealed class PersonalDetails
{
    private static readonly Dictionary<string, (Risk Risk, string Says)> Kinds = new()
    {
        ["personal.phone"] = (Risk.Medium, "A telephone number is written out."),
        ["personal.card"] = (Risk.High, "The number of a payment card is written out."),
        ["personal.id"] = (Risk.High, "An official number of a person is written out."),
        ["personal.iban"] = (Risk.High, "A bank account is written out."),
    };

    private readonly Numbers _numbers;

    public PersonalDetails(string crisisLines)
    {
        using var document = JsonDocument.Parse(crisisLines);
        _numbers = new([.. document.RootElement.GetProperty("countries").EnumerateArray()
            .SelectMany(country => country.GetProperty("lines").EnumerateArray())
            .SelectMany(line => new[] { line.GetProperty("number").GetString(), line.GetProperty("text").GetString() })
            .OfType<string>().Select(number => string.Concat(number.Where(char.IsAsciiDigit)))]);
    }

    /// <summary>Adds what it finds to the matches, which it makes when there are none yet.</summary>
    public void Find(View view, string? country, Reader reader, int somebodyElses, ref List<Match>? matches)
    {
        var text = view.Text;
        var digits = CountDigits(text);
        foreach (var shape in Shapes.All)
            if (shape.MayBeIn(text, digits))
                foreach (var hit in shape.Pattern.EnumerateMatches(text))
                    if (shape.Accepts is null || shape.Accepts(text.Slice(hit.Index, hit.Length)))
                        Add(shape.Rule, shape.Risk, shape.Says, hit.Index, hit.Length, view, reader, somebodyElses, ref matches);
        if (digits >= Numbers.Least)
            Runs(view, country, reader, somebodyElses, ref matches);
        if (SpelledDigits.Find(text) is { Length: > 0 } spelled)
            Add("personal.phone", Risk.Medium, Kinds["personal.phone"].Says, spelled.Start, spelled.Length, view, reader, somebodyElses, ref matches);
    }

    private static int CountDigits(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var letter in text)
            count += char.IsAsciiDigit(letter) ? 1 : 0;
        return count;
    }

    private void Runs(View view, string? country, Reader reader, int somebodyElses, ref List<Match>? matches)
    {
        var text = view.Text;
        Span<char> digits = stackalloc char[24];
        for (var at = 0; at < text.Length;)
        {
            if (!char.IsAsciiDigit(text[at]))
            {
                at++;
                continue;
            }
            var (end, count, next) = (at, 0, at);
            while (next < text.Length)
            {
                if (char.IsAsciiDigit(text[next]))
                {
                    if (count == digits.Length)
                        break;
                    digits[count++] = text[next++];
                    end = next;
                }
                else if (next - end < 3 && text[next] is ' ' or '-' or '.' or '/' or '(' or ')')
                    next++;
                else
                    break;
            }
            var start = at > 0 && text[at - 1] is '+' or '(' ? at - 1 : at;
            if (start > 0 && text[start - 1] == '+')
                start--;
            if (count >= Numbers.Least && _numbers.Judge(text, start, end, digits[..count], country) is { } kind)
                Add(kind, Kinds[kind].Risk, Kinds[kind].Says, start, end - start, view, reader, somebodyElses, ref matches);
            at = end;
        }
    }

    private static void Add(string rule, Risk risk, string says, int at, int length, View view, Reader reader, int somebodyElses, ref List<Match>? matches)
    {
        var start = view.Source(at);
        var end = view.SourceEnd(at + length);
        matches ??= [];
        if (matches.Exists(other => other.Rule == rule && other.Start < end && start < other.Start + other.Length))
            return;
        if (risk < Risk.High && reader.InSentence(somebodyElses, at))
            (risk, says) = (Risk.High, says + " It seems to be another person's.");
        matches.Add(new(rule, Labels.PersonalInformation, risk, start, end - start, says));
    }
}
