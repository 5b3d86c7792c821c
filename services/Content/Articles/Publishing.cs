using Microsoft.EntityFrameworkCore;
using PeerSupport.Content.Data;
using PeerSupport.Content.Rendering;
using PeerSupport.Content.Searches;
using PeerSupport.Contracts;
using PeerSupport.Outbox;

namespace PeerSupport.Content.Articles;

/// <summary>The two transitions that readers notice, each with its search entry and its event, so that one save makes all of it true.</summary>
internal static class Publishing
{
    public static async Task PublishAsync(ContentDb db, Article article, ArticleRevision revision, DateTimeOffset now, CancellationToken cancellation)
    {
        var formerSlug = article.Slug;
        var wasPublished = article.State == ArticleState.Published;
        var document = revision.Document;
        var context = new RenderContext(document.References, await ArticleRenderer.TitlesAsync(db, ArticleRenderer.AllText(document), cancellation));
        var definition = MarkdownRenderer.Text(document.Definition, context);
        article.Publish(revision, ArticleRenderer.ReadingMinutes(document), definition, now);

        if (formerSlug != article.Slug)
        {
            await SearchEntry.RemoveAsync(db, "article", formerSlug, cancellation);
            if (wasPublished)
            {
                db.Enqueue(new ArticleRetracted(Guid.CreateVersion7(now), now, article.Id, formerSlug));
            }
        }

        await SearchEntry.PutAsync(db, new SearchEntry(
            "article", article.Slug, document.Title, string.Join(", ", document.OtherNames), definition,
            MarkdownRenderer.Text(ArticleRenderer.AllText(document), context)), cancellation);
        db.Enqueue(new ArticlePublished(Guid.CreateVersion7(now), now, article.Id, article.Slug, document.Title, revision.Number));
    }

    public static async Task RetractAsync(ContentDb db, Article article, DateTimeOffset now, CancellationToken cancellation)
    {
        article.Retract();
        await SearchEntry.RemoveAsync(db, "article", article.Slug, cancellation);
        db.Enqueue(new ArticleRetracted(Guid.CreateVersion7(now), now, article.Id, article.Slug));
    }

    public static bool IsUniqueViolation(this DbUpdateException exception) =>
        exception.InnerException is Npgsql.PostgresException { SqlState: Npgsql.PostgresErrorCodes.UniqueViolation };
}
