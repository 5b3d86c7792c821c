using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerSupport.Content.Data;
using PeerSupport.Content.Rendering;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Content.Articles;

/// <summary>Writing, publishing and taking back; for admins.</summary>
internal static class ArticleEditing
{
    private const int MaximumFile = 1024 * 1024;

    public static void MapArticleEditing(this IEndpointRouteBuilder app)
    {
        var editing = app.MapGroup("").RequireAuthorization(Policies.Admin).WithTags("Editing");
        editing.MapGet("drafts", DraftsAsync);
        editing.MapPost("articles", CreateAsync).Produces<ArticleSaved>(StatusCodes.Status201Created);
        editing.MapGet("articles/by-id/{id:guid}", SourceAsync).Produces<ArticleSource>();
        editing.MapPut("articles/by-id/{id:guid}", SaveAsync).Produces<ArticleSaved>();
        editing.MapPost("articles/by-id/{id:guid}/publish", PublishAsync).Produces(StatusCodes.Status204NoContent);
        editing.MapPost("articles/by-id/{id:guid}/retract", RetractAsync).Produces(StatusCodes.Status204NoContent);
        editing.MapPost("preview", PreviewAsync).Produces<ArticlePage>();
        editing.MapPut("import/articles/{slug}", ImportAsync).Accepts<string>("text/markdown").Produces<ImportResult>();
    }

    private static async Task<List<DraftModel>> DraftsAsync(ContentDb db, CancellationToken cancellation)
    {
        var latest = await (
            from article in db.Articles.AsNoTracking()
            join revision in db.ArticleRevisions on new { ArticleId = article.Id, Number = article.LatestRevision } equals
                new { revision.ArticleId, revision.Number }
            orderby revision.CreatedAt descending
            select new { article, revision }).Take(500).ToListAsync(cancellation);
        return [.. latest.Select(row => new DraftModel(
            row.article.Id, row.article.Slug, row.revision.Document.Title, row.article.State, row.article.LatestRevision, row.article.PublishedRevision,
            row.revision.CreatedAt))];
    }

    private static async Task<IResult> CreateAsync(
        ArticleRequest request, ContentDb db, HttpContext http, CurrentUser user, TimeProvider clock, CancellationToken cancellation)
    {
        if (Refused(request.Document) is { } refused)
        {
            return refused;
        }

        var article = new Article(request.Document, user.Pseudonym, clock.GetUtcNow());
        db.Articles.Add(article);
        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException exception) when (exception.IsUniqueViolation())
        {
            return SlugTaken(request.Document.Slug);
        }

        http.Response.Headers.ETag = Etag(article);
        return TypedResults.Created($"/api/content/articles/by-id/{article.Id}", Saved(article));
    }

    private static async Task<IResult> SourceAsync(Guid id, ContentDb db, HttpContext http, CancellationToken cancellation)
    {
        if (await db.Articles.AsNoTracking().Include(article => article.Revisions).FirstOrDefaultAsync(article => article.Id == id, cancellation) is not { } article)
        {
            return NotFound();
        }

        http.Response.Headers.ETag = Etag(article);
        var document = article.Revisions.Single(revision => revision.Number == article.LatestRevision).Document;
        return TypedResults.Ok(new ArticleSource(
            article.Id, article.Slug, article.State, article.LatestRevision, article.PublishedRevision, document,
            [.. article.Revisions.OrderByDescending(revision => revision.Number)
                .Select(revision => new RevisionModel(revision.Number, revision.CreatedAt, revision.CreatedBy))]));
    }

    private static async Task<IResult> SaveAsync(
        Guid id, ArticleRequest request, ContentDb db, HttpContext http, CurrentUser user, TimeProvider clock, CancellationToken cancellation)
    {
        if (Refused(request.Document) is { } refused)
        {
            return refused;
        }

        if (await db.Articles.FindAsync([id], cancellation) is not { } article)
        {
            return NotFound();
        }

        var expected = http.Request.Headers.IfMatch.ToString();
        if (expected.Length == 0)
        {
            return Problems.Invalid("If-Match", "Send the ETag of the version that you changed, so that nobody's work is overwritten.");
        }

        if (expected != Etag(article))
        {
            return ChangedMeanwhile(article);
        }

        article.AddRevision(request.Document, user.Pseudonym, clock.GetUtcNow());
        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateConcurrencyException)
        {
            return ChangedMeanwhile(await db.Articles.AsNoTracking().SingleAsync(current => current.Id == id, cancellation));
        }
        catch (DbUpdateException exception) when (exception.IsUniqueViolation())
        {
            return SlugTaken(request.Document.Slug);
        }

        http.Response.Headers.ETag = Etag(article);
        return TypedResults.Ok(Saved(article));
    }

    private static async Task<IResult> PublishAsync(Guid id, ContentDb db, HttpContext http, TimeProvider clock, CancellationToken cancellation)
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
        return await SaveTransitionAsync(db, article, revision.Document.Slug, cancellation);
    }

    private static async Task<IResult> RetractAsync(Guid id, ContentDb db, TimeProvider clock, CancellationToken cancellation)
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
        return await SaveTransitionAsync(db, article, article.Slug, cancellation);
    }

    private static async Task<ArticlePage> PreviewAsync(ArticleRequest request, ContentDb db, CancellationToken cancellation) =>
        await ArticleRenderer.PageAsync(db, request.Document, null, 0, cancellation);

    private static async Task<IResult> ImportAsync(
        string slug, ContentDb db, HttpContext http, CurrentUser user, TimeProvider clock, CancellationToken cancellation)
    {
        ArticleDocument document;
        try
        {
            var body = await FileBody.ReadAsync(http, MaximumFile, cancellation) ?? throw new FileFormatException("file", "A file has at most 1 MiB.");
            document = ArticleFile.Read(Encoding.UTF8.GetString(body));
        }
        catch (FileFormatException exception)
        {
            return Problems.Invalid(exception.Field, exception.Message);
        }

        if (document.Slug != slug)
        {
            return Problems.Invalid("document.slug", $"The file says “{document.Slug}”, the address says “{slug}”. They must be the same.");
        }

        if (Refused(document) is { } refused)
        {
            return refused;
        }

        var id = await db.Articles.Where(article => article.Slug == slug).Select(article => article.Id).FirstOrDefaultAsync(cancellation);
        var article = id == Guid.Empty ? null : await LoadAsync(db, id, cancellation);
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
        var saved = await SaveTransitionAsync(db, article, slug, cancellation);
        return saved is NoContent ? TypedResults.Ok(new ImportResult(slug, article.LatestRevision, true)) : saved;
    }

    /// <summary>The article with its latest revision only, which is the one that is published.</summary>
    private static async Task<Article?> LoadAsync(ContentDb db, Guid id, CancellationToken cancellation)
    {
        var article = await db.Articles.Include(article => article.Names).FirstOrDefaultAsync(article => article.Id == id, cancellation);
        if (article is not null)
        {
            await db.ArticleRevisions.Where(revision => revision.ArticleId == id && revision.Number == article.LatestRevision).LoadAsync(cancellation);
        }

        return article;
    }

    private static async Task<IResult> SaveTransitionAsync(ContentDb db, Article article, string slug, CancellationToken cancellation)
    {
        try
        {
            await db.SaveChangesAsync(cancellation);
            return TypedResults.NoContent();
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

    private static ValidationProblem? Refused(ArticleDocument document) =>
        ArticleRules.Check(document) is { Count: > 0 } errors ? TypedResults.ValidationProblem(errors, type: "/problems/invalid") : null;

    private static string Etag(Article article) => $"\"{article.LatestRevision}\"";

    private static ArticleSaved Saved(Article article) => new(article.Id, Etag(article), article.LatestRevision);

    private static ProblemHttpResult NotFound() => Problems.NotFound("article-not-found", "There is no article with this id.");

    private static ProblemHttpResult SlugTaken(string slug) =>
        Problems.Conflict("slug-taken", $"Another article has the address “{slug}”. Choose another one.");

    private static ProblemHttpResult ChangedMeanwhile(Article article) => Problems.Conflict(
        "article-changed", "Somebody saved a newer version. Read it, bring your change into it and save again.", Etag(article));
}
