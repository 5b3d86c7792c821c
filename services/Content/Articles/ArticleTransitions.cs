using Microsoft.EntityFrameworkCore;
using PeerSupport.Content.Data;
using PeerSupport.ServiceDefaults;
using static PeerSupport.Content.Articles.ArticleAnswers;

namespace PeerSupport.Content.Articles;

/// <summary>Showing an article to readers and taking it away again; for admins.</summary>
internal static class ArticleTransitions
{
    public static async Task<IResult> PublishAsync(Guid id, ContentDb db, HttpContext http, TimeProvider clock, CancellationToken cancellation)
    {
        if (await LoadAsync(db, id, cancellation) is not { } article)
        {
            return NotFound();
        }

        if (http.Request.Headers.IfMatch.ToString() is { Length: > 0 } expected && expected != Etag(article))
        {
            return ChangedMeanwhile(article);
        }

        if (article.PublishedRevision == article.LatestRevision)
        {
            return TypedResults.NoContent();
        }

        var revision = article.Revisions.Single();
        await Publishing.PublishAsync(db, article, revision, clock.GetUtcNow(), cancellation);
        return await SaveAsync(db, article, revision.Document.Slug, cancellation) ?? (IResult)TypedResults.NoContent();
    }

    public static async Task<IResult> RetractAsync(Guid id, ContentDb db, TimeProvider clock, CancellationToken cancellation)
    {
        if (await LoadAsync(db, id, cancellation) is not { } article)
        {
            return NotFound();
        }

        if (article.State != ArticleState.Published)
        {
            return Problems.Conflict("article-not-published", "Only a published article can be retracted.", article.State);
        }

        await Publishing.RetractAsync(db, article, clock.GetUtcNow(), cancellation);
        return await SaveAsync(db, article, article.Slug, cancellation) ?? (IResult)TypedResults.NoContent();
    }

    /// <summary>The article with its latest revision only, which is the one that is published.</summary>
    public static async Task<Article?> LoadAsync(ContentDb db, Guid id, CancellationToken cancellation)
    {
        var article = await db.Articles.Include(article => article.Names).FirstOrDefaultAsync(article => article.Id == id, cancellation);
        if (article is not null)
        {
            await db.ArticleRevisions.Where(revision => revision.ArticleId == id && revision.Number == article.LatestRevision).LoadAsync(cancellation);
        }

        return article;
    }
}
