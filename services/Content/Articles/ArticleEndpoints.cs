using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PeerSupport.Content.Data;
using PeerSupport.Content.Rendering;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Content.Articles;

/// <summary>What readers get: published revisions only.</summary>
internal static class ArticleEndpoints
{
    private const int MaximumPage = 50;

    public static void MapArticles(this IEndpointRouteBuilder app)
    {
        var articles = app.MapGroup("").WithTags("Articles").AllowAnonymous();
        articles.MapGet("articles", ListAsync).WithSummary("Published articles, the newest first.").Produces<Page<ArticleSummary>>();
        articles.MapGet("articles/index", IndexAsync).WithSummary("Every title and other name.").Produces<IReadOnlyList<IndexEntry>>();
        articles.MapGet("articles/{slug}", ReadAsync).WithSummary("One article as a page; another name leads to its address.").Produces<ArticlePage>()
            .Produces(StatusCodes.Status301MovedPermanently).ProducesProblem(StatusCodes.Status404NotFound);
        articles.MapGet("topics", TopicsAsync).WithSummary("The topics, and how many articles each has.").Produces<IReadOnlyList<TopicCount>>();
    }

    private static async Task<IResult> ListAsync(
        ContentDb db, HttpContext http, CancellationToken cancellation, string? topic = null, string? before = null, int limit = 20)
    {
        var size = Math.Clamp(limit, 1, MaximumPage);
        var query = db.Articles.AsNoTracking().Where(article => article.State == ArticleState.Published);
        if (!string.IsNullOrEmpty(topic))
        {
            // A page's address carries the topic as a slug, and an API client may send its name.
            var names = (await db.Articles.Where(article => article.State == ArticleState.Published).Select(article => article.Topic!).Distinct()
                .ToListAsync(cancellation)).Where(name => name == topic || Slugs.From(name) == topic).ToList();
            query = query.Where(article => names.Contains(article.Topic!));
        }

        if (before is not null)
        {
            var parts = before.Split('_');
            if (parts.Length != 2 || !long.TryParse(parts[0], CultureInfo.InvariantCulture, out var microseconds) || !Guid.TryParse(parts[1], out var id)
                || microseconds is < 0 or > 253_402_300_799_000_000)
            {
                return Problems.Invalid("before", "Pass the value of “next” of the page before.");
            }

            var at = DateTimeOffset.UnixEpoch.AddMicroseconds(microseconds);
            query = query.Where(article => article.PublishedAt < at || (article.PublishedAt == at && article.Id < id));
        }

        var found = await query.OrderByDescending(article => article.PublishedAt).ThenByDescending(article => article.Id)
            .Select(article => new { article.Id, article.PublishedAt, article.Summary }).Take(size + 1).ToListAsync(cancellation);
        var last = found.Count > size ? found[size - 1] : null;
        var next = last is null
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"{(last.PublishedAt!.Value - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond}_{last.Id}");
        return Cached.Json(http, new Page<ArticleSummary>([.. found.Take(size).Select(article => article.Summary!)], next));
    }

    private static async Task<IResult> IndexAsync(ContentDb db, HttpContext http, CancellationToken cancellation)
    {
        var published = await db.Articles.AsNoTracking().Where(article => article.State == ArticleState.Published)
            .Select(article => new { article.Slug, article.Summary, Names = article.Names.Select(name => name.Name).ToList() })
            .ToListAsync(cancellation);
        var entries = published.Select(article => new IndexEntry(article.Summary!.Title, article.Slug, false, article.Summary!.Title))
            .Concat(published.SelectMany(article => article.Names.Select(name => new IndexEntry(name, article.Slug, true, article.Summary!.Title))))
            .OrderBy(entry => entry.Name, StringComparer.InvariantCultureIgnoreCase);
        return Cached.Json(http, entries.ToList());
    }

    private static async Task<IResult> TopicsAsync(ContentDb db, HttpContext http, CancellationToken cancellation)
    {
        var topics = await db.Articles.AsNoTracking().Where(article => article.State == ArticleState.Published)
            .GroupBy(article => article.Topic!).Select(group => new { Name = group.Key, Count = group.Count() }).ToListAsync(cancellation);
        return Cached.Json(http, topics.OrderBy(topic => topic.Name, StringComparer.InvariantCultureIgnoreCase)
            .Select(topic => new TopicCount(topic.Name, Slugs.From(topic.Name), topic.Count)).ToList());
    }

    private static async Task<IResult> ReadAsync(string slug, ContentDb db, HttpContext http, CancellationToken cancellation)
    {
        var published = await (
            from article in db.Articles.AsNoTracking()
            join revision in db.ArticleRevisions on new { ArticleId = article.Id, Number = article.PublishedRevision } equals
                new { revision.ArticleId, Number = (int?)revision.Number }
            where article.Slug == slug && article.State == ArticleState.Published
            select new { revision.Document, revision.Number, article.PublishedAt }).FirstOrDefaultAsync(cancellation);
        if (published is not null)
        {
            return Cached.Json(http, await ArticleRenderer.PageAsync(db, published.Document, published.PublishedAt, published.Number, cancellation));
        }

        var target = await (
            from name in db.ArticleNames.AsNoTracking()
            join article in db.Articles on name.ArticleId equals article.Id
            where name.Slug == slug && article.State == ArticleState.Published
            orderby article.PublishedAt
            select article.Slug).FirstOrDefaultAsync(cancellation);
        return target is not null
            ? TypedResults.LocalRedirect($"~/api/content/articles/{target}", permanent: true)
            : Problems.NotFound("article-not-found", "There is no article at this address. Search for a word from its title.");
    }
}
