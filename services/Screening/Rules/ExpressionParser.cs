using System.Globalization;
using PeerSupport.Screening.Text;

namespace PeerSupport.Screening.Rules;

/// <summary>
/// Reads the small language of the rule files: <c>word</c>, <c>word*</c> (begins so), <c>(a|b c)</c>, <c>[maybe]</c>, <c>..</c> (up to three words
/// between, none of them a negation), <c>..5</c>, <c>{cue}</c> (any expression of that cue class).
/// </summary>
internal sealed class ExpressionParser(Vocabulary vocabulary, Func<string, Expression> cue, Budget budget)
{
    private const int LongestSource = 2_000;
    private const int DeepestBrackets = 30;
    private const int WidestGap = 20;
    private int _depth;

    public Expression Parse(string source)
    {
        if (source.Length > LongestSource)
            throw new FormatException($"An expression has at most {LongestSource} characters; this one has {source.Length}. Write it as several.");
        var outer = _depth;
        _depth = 0;
        try
        {
            var at = 0;
            var expression = Options(source, ref at);
            if (at < source.Length)
                throw new FormatException($"Unexpected '{source[at]}' in \"{source}\".");
            if (expression.First([], true))
                throw new FormatException($"\"{source}\" could match nothing at all.");
            return expression;
        }
        finally
        {
            _depth = outer;
        }
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
        return options.Count == 1 ? options[0] : Choose(options, budget);
    }

    /// <summary>Puts alternatives together, if they are not more than can be looked through.</summary>
    public static Choice Choose(IReadOnlyCollection<Expression> options, Budget budget)
    {
        Weigh(options, budget);
        return new([.. options]);
    }

    private static void Weigh(IReadOnlyCollection<Expression> parts, Budget budget)
    {
        var size = parts.Sum(part => (long)part.Size);
        if (size > Expression.Largest)
            throw new FormatException($"It stands for {size} words, and {Expression.Largest} are the most. Do cue classes in it name each other too often?");
        budget.Spend(size);
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
                if (end < 0)
                    throw new FormatException($"A curly bracket is not closed in \"{source}\".");
                parts.Add(cue(source[(at + 1)..end]));
                at = end + 1;
            }
            else
                parts.Add(Atom(source, ref at));
        }
        if (parts.Count == 1)
            return parts[0];
        Weigh(parts, budget);
        return new Sequence([.. parts]);
    }

    private Expression Group(string source, ref int at)
    {
        var close = source[at] == '(' ? ')' : ']';
        if (++_depth > DeepestBrackets)
            throw new FormatException($"There are more than {DeepestBrackets} brackets within each other in \"{source}\".");
        at++;
        var inner = Options(source, ref at);
        _depth--;
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
            return new Word(vocabulary.Add(Checked(word, source)));
        if (word.Length == 2)
            return new Gap(3);
        return int.TryParse(word.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var most) && most is > 0 and <= WidestGap
            ? new Gap(most)
            : throw new FormatException($"\"{word}\" in \"{source}\" is not a gap: write .. or two dots and a number from 1 to {WidestGap}.");
    }

    private static string Checked(string word, string source)
    {
        var star = word.IndexOf('*', StringComparison.Ordinal);
        var letters = word.Count(char.IsLetterOrDigit);
        return letters == 0 || (star >= 0 && star < word.Length - 1)
            ? throw new FormatException($"\"{word}\" in \"{source}\" is not a word: an asterisk stands only at the end, behind at least one letter.")
            : word.ToLowerInvariant();
    }
}
