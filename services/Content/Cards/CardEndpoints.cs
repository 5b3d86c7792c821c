using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using PeerSupport.Content.Articles;
using PeerSupport.Content.Data;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Content.Cards;

public enum CardKind
{
    Article,
    Module,
    Lesson,
}

/// <summary>What a page of this site is about, short enough to stand under a message that links to it.</summary>
/// <param name="Kind">What stands at the address.</param>
/// <param name="Path">Its address on the site; the article's own one where an other name was asked for.</param>
/// <param name="Title">Its title.</param>
/// <param name="Summary">Plain text: an article's definition, a module's summary; for a lesson the title of its module.</param>
/// <param name="Minutes">About how long reading takes, in minutes.</param>
public sealed record Card(CardKind Kind, string Path, string Title, string Summary, int Minutes);

/// <summary>Cards for links to this site. No other site is ever asked for anything.</summary>
internal static class CardEndpoints
{
    public static void MapCards(this IEndpointRouteBuilder app) =>
        app.MapGet("cards", ReadAsync).AllowAnonymous().WithTags("Cards")
            .WithSummary("Title and summary of the published article, module or lesson at a path of this site, such as /learn/attachment.")
            .Produces<Card>().ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> ReadAsync([Required, StringLength(300)] string path, ContentDb db, HttpContext http, CancellationToken cancellation)
    {
        var card = path.Split('/') switch
        {
            ["", "learn", var slug] => await ArticleAsync(db, slug, cancellation),
            ["", "modules", var slug] => await ModuleAsync(db, slug, null, cancellation),
            ["", "modules", var slug, var lesson] => await ModuleAsync(db, slug, lesson, cancellation),
            _ => null,
        };
        return card is null ? Problems.NotFound("page-not-found", "No article, module or lesson stands at this address.") : Cached.Json(http, card);
    }

    private static async Task<Card?> ArticleAsync(ContentDb db, string slug, CancellationToken cancellation)
    {
        var summary = await db.Articles.AsNoTracking()
            .Where(article => article.State == ArticleState.Published && (article.Slug == slug || article.Names.Any(name => name.Slug == slug)))
            .OrderByDescending(article => article.Slug == slug).ThenBy(article => article.PublishedAt)
            .Select(article => article.Summary).FirstOrDefaultAsync(cancellation);
        return summary is null ? null : new(CardKind.Article, $"/learn/{summary.Slug}", summary.Title, summary.Definition, summary.ReadingMinutes);
    }

    private static async Task<Card?> ModuleAsync(ContentDb db, string slug, string? lesson, CancellationToken cancellation)
    {
        var module = await db.Modules.AsNoTracking().Where(module => module.Slug == slug).Select(module => module.Document).FirstOrDefaultAsync(cancellation);
        if (module is null || lesson is null)
            return module is null ? null : new(CardKind.Module, $"/modules/{slug}", module.Title, module.Summary, module.Lessons.Sum(one => one.Minutes));
        return module.Lessons.FirstOrDefault(one => one.Slug == lesson) is { } found
            ? new(CardKind.Lesson, $"/modules/{slug}/{found.Slug}", found.Title, module.Title, found.Minutes)
            : null;
    }
}
