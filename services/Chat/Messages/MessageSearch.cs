using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Npgsql;

namespace PeerSupport.Chat.Messages;

/// <summary>A message that a search found.</summary>
/// <param name="MessageId">The message.</param>
/// <param name="Sequence">Where it stands in the log; <c>Around</c> opens the talk there.</param>
/// <param name="AuthorId">Who wrote it.</param>
/// <param name="Author">Their name.</param>
/// <param name="At">When.</param>
/// <param name="ContentNote">What its author says in front of it.</param>
/// <param name="Folded">Shown closed under a note.</param>
/// <param name="Snippet">Some of its words; null where it is folded or has a note in front of it, because nobody should read on by accident.</param>
/// <param name="Marks">Which of the words were found.</param>
public sealed record FoundMessage(
    Guid MessageId, long Sequence, Guid AuthorId, string Author, DateTimeOffset At, string? ContentNote, bool Folded, string? Snippet, Mark[] Marks);

/// <summary>A found word, as an offset into the snippet and a length, both in UTF-16 code units.</summary>
public sealed record Mark(int Start, int Length);

/// <summary>
/// Finds words in what a group can see now. A word is found as it is, by its beginning, and, in the languages that PostgreSQL knows, by its stem. The
/// index is kept by the database itself, so what is edited away, deleted or removed is found no more.
/// </summary>
internal sealed partial class MessageSearch(NpgsqlDataSource database)
{
    public const int PageSize = 20;
    private const int MostWords = 8;
    // Two letters of a private area, which are taken out of the text before; so no text can bring a mark of its own.
    private const char MarkStart = '\uE000', MarkEnd = '\uE001';

    private static readonly string Headline = $"'StartSel={MarkStart}, StopSel={MarkEnd}, MaxFragments=1, MaxWords=28, MinWords=12'";

    public async Task<FoundMessage[]> FindAsync(Guid groupId, string query, long before, CancellationToken cancellationToken)
    {
        var words = WordPattern().Matches(query).Select(match => match.Value).Take(MostWords).ToArray();
        if (words.Length == 0)
            return [];

        await using var command = database.CreateCommand(Sql(words.Length));
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = groupId });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = before });
        foreach (var word in words)
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = word });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<FoundMessage>();
        while (await reader.ReadAsync(cancellationToken))
            found.Add(Found(reader));
        return [.. found];
    }

    /// <summary>The headlines are made of the rows that are shown only; of the two the one in the group's language is taken where it marks anything.</summary>
    private static string Sql(int words)
    {
        var query = string.Join(" && ", Enumerable.Range(3, words).Select(n => string.Create(CultureInfo.InvariantCulture,
            $"(plainto_tsquery(message_config(g.language), ${n}) || (plainto_tsquery('simple', ${n})::text || ':*')::tsquery)")));
        return $"""
            select f.id, f.sequence, f.author_id, coalesce(p.pseudonym, ''), f.posted_at, f.content_note, f.folded,
                case when f.clean is not null then ts_headline(message_config(f.language), f.clean, f.query, {Headline}) end,
                case when f.clean is not null then ts_headline('simple', f.clean, f.query, {Headline}) end
            from (
                select m.id, m.sequence, m.author_id, m.posted_at, m.content_note, m.folded, m.language, q.query,
                    case when not m.folded and m.content_note is null then translate(m.body, '{MarkStart}{MarkEnd}', '') end as clean
                from groups g cross join lateral (select {query} as query) q
                join messages m on m.group_id = g.id and m.state = 'visible' and m.words @@ q.query and m.sequence < $2
                where g.id = $1
                order by m.sequence desc limit {PageSize + 1}
            ) f left join members p on p.id = f.author_id
            order by f.sequence desc
            """;
    }

    private static FoundMessage Found(NpgsqlDataReader reader)
    {
        var (snippet, marks) = reader.IsDBNull(7) ? (null, []) : Marked(reader.GetString(7)) is { Marks.Length: > 0 } stemmed ? stemmed : Marked(reader.GetString(8));
        return new(reader.GetGuid(0), reader.GetInt64(1), reader.GetGuid(2), reader.GetString(3), reader.GetFieldValue<DateTimeOffset>(4),
            reader.IsDBNull(5) ? null : reader.GetString(5), reader.GetBoolean(6), snippet, marks);
    }

    private static (string? Snippet, Mark[] Marks) Marked(string headline)
    {
        var text = new StringBuilder(headline.Length);
        var marks = new List<Mark>();
        var start = 0;
        foreach (var letter in headline)
        {
            if (letter == MarkStart)
                start = text.Length;
            else if (letter == MarkEnd)
                marks.Add(new(start, text.Length - start));
            else
                text.Append(letter);
        }

        return (text.ToString(), [.. marks]);
    }

    [GeneratedRegex(@"[\p{L}\p{M}\p{N}]+")]
    private static partial Regex WordPattern();
}
