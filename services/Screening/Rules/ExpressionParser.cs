using System.Globalization;
using PeerSupport.Screening.Text;

namespace PeerSupport.Screening.Rules;

/// <summary>
/// Reads the small language of the rule files: <c>word</c>, <c>word*</c> (begins so), <c>(a|b c)</c>, <c>[maybe]</c>, <c>..</c> (up to three words
/// between, none of them a negation), <c>..5</c>, <c>{cue}</c> (any expression of that cue class).
/// </summary>
internal sealed class ExpressionParser(Vocabulary vocabulary, Func<string, Expression> cue)
{
    public Expression Parse(string source)
    {
        var at = 0;
        var expression = Options(source, ref at);
        if (at < source.Length)
            throw new FormatException($"Unexpected '{source[at]}' in \"{source}\".");
        if (expression.First([], true))
            throw new FormatException($"\"{source}\" could match nothing at all.");
        return expression;
    }

    private Expression Options(string source, ref int at)
    {
        var options = new List<Expression>();
        do
        {
            if (options.Count > 0)
                at++;
            options.Add(Row(source, ref at));
        }
        while (at < source.Length && source[at] == '|');
        return options.Count == 1 ? options[0] : new Choice([.. options]);
    }

    private Expression Row(string source, ref int at)
    {
        var parts = new List<Expression>();
        while (at < source.Length && source[at] is not ('|' or ')' or ']'))
        {
            if (source[at] == ' ')
                at++;
            else if (source[at] is '(' or '[')
                parts.Add(Group(source, ref at));
            else if (source[at] == '{')
            {
                var end = source.IndexOf('}', at);
                parts.Add(cue(source[(at + 1)..end]));
                at = end + 1;
            }
            else
                parts.Add(Atom(source, ref at));
        }
        return parts.Count == 1 ? parts[0] : new Sequence([.. parts]);
    }

    private Expression Group(string source, ref int at)
    {
        var close = source[at] == '(' ? ')' : ']';
        at++;
        var inner = Options(source, ref at);
        if (at >= source.Length || source[at] != close)
            throw new FormatException($"A bracket is not closed in \"{source}\".");
        at++;
        return close == ')' ? inner : new Maybe(inner);
    }

    private Expression Atom(string source, ref int at)
    {
        var start = at;
        while (at < source.Length && source[at] is not (' ' or '|' or ')' or ']' or '(' or '[' or '{'))
            at++;
        var word = source[start..at];
        if (word.Any(letter => !char.IsLetterOrDigit(letter) && letter is not ('\'' or '*' or '.')) || (word.Contains('.') && !word.StartsWith("..", StringComparison.Ordinal)))
            throw new FormatException($"\"{word}\" in \"{source}\" is not a word that a text can be cut into.");
        if (!word.StartsWith("..", StringComparison.Ordinal))
            return new Word(vocabulary.Add(word.ToLowerInvariant()));
        return new Gap(word.Length == 2 ? 3 : int.Parse(word.AsSpan(2), CultureInfo.InvariantCulture));
    }
}
