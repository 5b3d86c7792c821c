using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerSupport.Content.Data;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Content.Articles;

/// <summary>What editing answers in more than one place.</summary>
internal static class ArticleAnswers
{
    /// <summary>Saves; else says who was first: somebody with a newer version, or another article with this address.</summary>
    public static async Task<ProblemHttpResult?> SaveAsync(ContentDb db, Article article, string slug, CancellationToken cancellation)
    {
        try
        {
            await db.SaveChangesAsync(cancellation);
            return null;
        }
        catch (DbUpdateConcurrencyException)
        {
            return ChangedMeanwhile(await db.Articles.AsNoTracking().SingleAsync(current => current.Id == article.Id, cancellation));
        }
        catch (DbUpdateException exception) when (exception.IsUniqueViolation())
        {
            return SlugTaken(slug);
        }
    }

    public static ValidationProblem? Refused(ArticleDocument document) =>
        ArticleRules.Check(document) is { Count: > 0 } errors ? TypedResults.ValidationProblem(errors, type: "/problems/invalid") : null;

    public static string Etag(Article article) => $"\"{article.LatestRevision}\"";

    public static ArticleSaved Saved(Article article) => new(article.Id, Etag(article), article.LatestRevision);

    public static ProblemHttpResult NotFound() => Problems.NotFound("article-not-found", "There is no article with this id.");

    public static ProblemHttpResult SlugTaken(string slug) =>
        Problems.Conflict("slug-taken", $"Another article has the address “{slug}”. Choose another one.");

    public static ProblemHttpResult ChangedMeanwhile(Article article) => Problems.Conflict(
        "article-changed", "Somebody saved a newer version. Read it, bring your change into it and save again.", Etag(article));
}
