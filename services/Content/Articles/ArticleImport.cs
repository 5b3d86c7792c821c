using System.Text;
using Microsoft.EntityFrameworkCore;
using PeerSupport.Content.Data;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Content.Articles;

/// <summary>Articles as files. The same file twice changes nothing, so a seed can be run again.</summary>
internal static class ArticleImport
{
    private const int MaximumFile = 1024 * 1024;

    public static async Task<IResult> PutAsync(
        string slug, ContentDb db, HttpContext http, CurrentUser user, TimeProvider clock, CancellationToken cancellation)
    {
        var (document, refused) = await ReadAsync(slug, http, cancellation);
        if (document is null)
        {
            return refused!;
        }

        var id = await db.Articles.Where(article => article.Slug == slug).Select(article => article.Id).FirstOrDefaultAsync(cancellation);
        var article = id == Guid.Empty ? null : await ArticleTransitions.LoadAsync(db, id, cancellation);
        if (article is null)
        {
            article = new Article(document, user.Pseudonym, clock.GetUtcNow());
            db.Articles.Add(article);
        }
        else if (!article.Revisions.Single().Document.IsSameAs(document))
        {
            article.AddRevision(document, user.Pseudonym, clock.GetUtcNow());
        }

        if (article.PublishedRevision == article.LatestRevision)
        {
            return TypedResults.Ok(new ImportResult(slug, article.LatestRevision, false));
        }

        await Publishing.PublishAsync(db, article, article.Revisions.MaxBy(revision => revision.Number)!, clock.GetUtcNow(), cancellation);
        return await ArticleAnswers.SaveAsync(db, article, slug, cancellation) ?? (IResult)TypedResults.Ok(new ImportResult(slug, article.LatestRevision, true));
    }

    private static async Task<(ArticleDocument? Document, IResult? Refused)> ReadAsync(string slug, HttpContext http, CancellationToken cancellation)
    {
        ArticleDocument document;
        try
        {
            var body = await FileBody.ReadAsync(http, MaximumFile, cancellation) ?? throw new FileFormatException("file", "A file has at most 1 MiB.");
            document = ArticleFile.Read(Encoding.UTF8.GetString(body));
        }
        catch (FileFormatException exception)
        {
            return (null, Problems.Invalid(exception.Field, exception.Message));
        }

        if (document.Slug != slug)
        {
            return (null, Problems.Invalid("document.slug", $"The file says “{document.Slug}”, the address says “{slug}”. They must be the same."));
        }

        return ArticleAnswers.Refused(document) is { } refused ? (null, refused) : (document, null);
    }
}
