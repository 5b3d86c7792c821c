using System.ComponentModel.DataAnnotations;
using System.Text;
using System.Text.Encodings.Web;
using Npgsql;

namespace PeerSupport.Content.Searches;

public sealed record SearchHit(string Kind, string Slug, string Title, string SnippetHtml);

public sealed record SearchResult(IReadOnlyList<SearchHit> Results, bool HelpFirst);

internal static class SearchEndpoints
{
    // Private-use characters cannot come from a text (they are taken out), so they can become the one tag that a snippet may have.
    private const char MarkStart = '\uE000';
    private const char MarkEnd = '\uE001';

    private const string Sql = """
        with asked as (select to_tsquery('english', @terms) as terms)
        select kind, slug, title,
               ts_headline('english', translate(summary || ' ' || body, @marks, ''), asked.terms, @headline) as snippet
        from search_entries cross join asked
        where vector @@ asked.terms or word_similarity(@phrase, title || ' ' || other_names) >= 0.45
        order by (lower(title) = lower(@phrase)) desc,
                 ts_rank_cd(vector, asked.terms) + word_similarity(@phrase, title || ' ' || other_names) desc, title
        limit 30
        """;

    public static void MapSearch(this IEndpointRouteBuilder app) =>
        app.MapGet("search", SearchAsync).AllowAnonymous().WithTags("Search").WithSummary("Articles and modules by their words; helpFirst when the words suggest a crisis.");

    private static async Task<SearchResult> SearchAsync(
        [StringLength(200)] string? q, NpgsqlDataSource source, CrisisQueries crisis, CancellationToken cancellation)
    {
        var phrase = (q ?? "").Replace("\0", "", StringComparison.Ordinal).Trim();
        var helpFirst = crisis.Suggest(phrase);
        var terms = Terms(phrase);
        if (terms.Length == 0)
        {
            return new SearchResult([], helpFirst);
        }

        await using var command = source.CreateCommand(Sql);
        command.Parameters.AddWithValue("terms", terms);
        command.Parameters.AddWithValue("phrase", phrase);
        command.Parameters.AddWithValue("marks", $"{MarkStart}{MarkEnd}");
        command.Parameters.AddWithValue("headline", $"StartSel={MarkStart}, StopSel={MarkEnd}, MaxWords=32, MinWords=16, MaxFragments=1");
        var hits = new List<SearchHit>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            hits.Add(new SearchHit(reader.GetString(0), reader.GetString(1), reader.GetString(2), SnippetHtml(reader.GetString(3))));
        }

        return new SearchResult(hits, helpFirst);
    }

    /// <summary>Every word as a prefix, all of them required. Only letters and digits reach the query language of the database.</summary>
    internal static string Terms(string phrase)
    {
        var cleaned = new StringBuilder(phrase.Length);
        foreach (var character in phrase)
        {
            cleaned.Append(char.IsLetterOrDigit(character) ? character : ' ');
        }

        var words = cleaned.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(12);
        return string.Join(" & ", words.Select(word => $"{word}:*"));
    }

    internal static string SnippetHtml(string snippet) => HtmlEncoder.Default.Encode(snippet)
        .Replace(HtmlEncoder.Default.Encode(MarkStart.ToString()), "<mark>", StringComparison.Ordinal)
        .Replace(HtmlEncoder.Default.Encode(MarkEnd.ToString()), "</mark>", StringComparison.Ordinal);
}
