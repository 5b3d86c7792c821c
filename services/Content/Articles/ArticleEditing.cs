using Microsoft.EntityFrameworkCore;
using PeerSupport.Content.Data;
using PeerSupport.Content.Rendering;
using PeerSupport.ServiceDefaults;
using static PeerSupport.Content.Articles.ArticleAnswers;

namespace PeerSupport.Content.Articles;

/// <summary>Writing an article; for admins.</summary>
internal static class ArticleEditing
{
    private const int RevisionsShown = 200;

    public static void MapArticleEditing(this IEndpointRouteBuilder app)
    {
        var editing = app.MapGroup("").RequireAuthorization(Policies.Admin).WithTags("Editing");
        editing.MapGet("drafts", DraftsAsync).WithSummary("Every article as its author left it, the latest change first.");
        editing.MapPost("articles", CreateAsync).WithSummary("Begins an article.").Produces<ArticleSaved>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status409Conflict);
        editing.MapPost("preview", PreviewAsync).WithSummary("The page that a document would become; nothing is saved.").Produces<ArticlePage>();
        editing.MapPut("import/articles/{slug}", ArticleImport.PutAsync).WithSummary("Puts an article in place from its file and publishes it.")
            .Accepts<string>("text/markdown").Produces<ImportResult>().ProducesProblem(StatusCodes.Status409Conflict);

        var article = editing.MapGroup("articles/by-id/{id:guid}");
        article.MapGet("", SourceAsync).WithSummary("The source of an article and its revisions.").Produces<ArticleSource>().ProducesProblem(StatusCodes.Status404NotFound);
        Changes(article.MapPut("", ReviseAsync), "Saves a new draft over the version in If-Match.").Produces<ArticleSaved>();
        Changes(article.MapPost("publish", ArticleTransitions.PublishAsync), "Shows the latest draft to readers.").Produces(StatusCodes.Status204NoContent);
        Changes(article.MapPost("retract", ArticleTransitions.RetractAsync), "Takes an article away from readers.").Produces(StatusCodes.Status204NoContent);
    }

    private static RouteHandlerBuilder Changes(RouteHandlerBuilder route, string summary) =>
        route.WithSummary(summary).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

    /// <summary>The title alone, out of each document: a list must not read hundreds of whole articles.</summary>
    private static Task<List<DraftModel>> DraftsAsync(ContentDb db, CancellationToken cancellation) => db.Database.SqlQuery<DraftModel>($"""
        select a.id, a.slug, r.document ->> 'title' as title, a.state, a.latest_revision, a.published_revision, r.created_at as changed_at
        from articles a join article_revisions r on r.article_id = a.id and r.number = a.latest_revision
        order by r.created_at desc limit 500
        """).ToListAsync(cancellation);

    private static async Task<IResult> CreateAsync(
        ArticleRequest request, ContentDb db, HttpContext http, CurrentUser user, TimeProvider clock, CancellationToken cancellation)
    {
        if (Refused(request.Document) is { } refused)
        {
            return refused;
        }

        var article = new Article(request.Document, user.Pseudonym, clock.GetUtcNow());
        db.Articles.Add(article);
        if (await SaveAsync(db, article, request.Document.Slug, cancellation) is { } conflict)
        {
            return conflict;
        }

        http.Response.Headers.ETag = Etag(article);
        return TypedResults.Created($"/api/content/articles/by-id/{article.Id}", Saved(article));
    }

    private static async Task<IResult> SourceAsync(Guid id, ContentDb db, HttpContext http, CancellationToken cancellation)
    {
        if (await db.Articles.AsNoTracking().FirstOrDefaultAsync(article => article.Id == id, cancellation) is not { } article)
        {
            return NotFound();
        }

        var revisions = db.ArticleRevisions.AsNoTracking().Where(revision => revision.ArticleId == id);
        var document = await revisions.Where(revision => revision.Number == article.LatestRevision).Select(revision => revision.Document).SingleAsync(cancellation);
        var history = await revisions.OrderByDescending(revision => revision.Number).Take(RevisionsShown)
            .Select(revision => new RevisionModel(revision.Number, revision.CreatedAt, revision.CreatedBy)).ToListAsync(cancellation);
        http.Response.Headers.ETag = Etag(article);
        return TypedResults.Ok(new ArticleSource(
            article.Id, article.Slug, article.State, article.LatestRevision, article.PublishedRevision, document, history));
    }

    private static async Task<IResult> ReviseAsync(
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
        if (await SaveAsync(db, article, request.Document.Slug, cancellation) is { } conflict)
        {
            return conflict;
        }

        http.Response.Headers.ETag = Etag(article);
        return TypedResults.Ok(Saved(article));
    }

    private static async Task<ArticlePage> PreviewAsync(ArticleRequest request, ContentDb db, CancellationToken cancellation) =>
        await ArticleRenderer.PageAsync(db, request.Document, null, 0, cancellation);
}
