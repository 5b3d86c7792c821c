using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerSupport.Content.Articles;
using PeerSupport.Content.Data;
using PeerSupport.Content.Rendering;
using PeerSupport.Content.Searches;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Content.Modules;

internal static class ModuleEndpoints
{
    private const int MaximumFile = 1024 * 1024;

    public static void MapModules(this IEndpointRouteBuilder app)
    {
        var modules = app.MapGroup("").WithTags("Modules");
        modules.MapGet("modules", ListAsync).AllowAnonymous().WithSummary("The modules that there are.").Produces<IReadOnlyList<ModuleSummary>>();
        modules.MapGet("modules/{slug}", ReadAsync).AllowAnonymous().WithSummary("A module and its lessons.").Produces<ModuleModel>().ProducesProblem(StatusCodes.Status404NotFound);
        modules.MapGet("modules/{slug}/lessons/{lesson}", LessonAsync).AllowAnonymous().WithSummary("A lesson with its steps.").Produces<LessonModel>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        modules.MapPut("import/modules/{slug}", ImportAsync).RequireAuthorization(Policies.Admin).WithSummary("Puts a module in place from its file.").Accepts<string>("text/markdown").Produces<ImportResult>();
    }

    private static async Task<IResult> ListAsync(ContentDb db, HttpContext http, CancellationToken cancellation)
    {
        var modules = await db.Modules.AsNoTracking().OrderBy(module => module.Slug).Take(200).Select(module => module.Document).ToListAsync(cancellation);
        return Cached.Json(http, modules.Select(module => new ModuleSummary(
            module.Slug, module.Title, module.Summary, module.Topic, module.Lessons.Count, module.Lessons.Sum(lesson => lesson.Minutes))).ToList());
    }

    private static async Task<IResult> ReadAsync(string slug, ContentDb db, HttpContext http, CancellationToken cancellation) =>
        await FindAsync(db, slug, cancellation) is { } module
            ? Cached.Json(http, new ModuleModel(module.Slug, module.Title, module.Summary, module.Topic,
                [.. module.Lessons.Select(lesson => new LessonSummary(lesson.Slug, lesson.Title, lesson.Minutes))]))
            : NotFound();

    private static async Task<IResult> LessonAsync(string slug, string lesson, ContentDb db, HttpContext http, CancellationToken cancellation)
    {
        if (await FindAsync(db, slug, cancellation) is not { } module)
        {
            return NotFound();
        }

        var lessons = module.Lessons;
        var index = 0;
        while (index < lessons.Count && lessons[index].Slug != lesson)
        {
            index++;
        }

        if (index == lessons.Count)
        {
            return Problems.NotFound("lesson-not-found", "This module has no such lesson. Its first page lists the lessons that it has.");
        }

        var found = lessons[index];
        var context = RenderContext.Empty with
        {
            Titles = await ArticleRenderer.TitlesAsync(db, string.Join('\n', found.Steps.Select(step => step.Markdown)), cancellation),
        };
        return Cached.Json(http, new LessonModel(
            module.Slug, module.Title, found.Slug, found.Title, found.Minutes,
            [.. found.Steps.Select(step => new StepModel(
                step.Kind,
                MarkdownRenderer.Html(step.Markdown, context),
                step.Question,
                step.Kind == StepKind.Quiz
                    ? [.. step.Options.Select(option => new OptionModel(option.Text, MarkdownRenderer.Html(option.Feedback, context), option.Correct))]
                    : null))],
            index + 1 < lessons.Count ? lessons[index + 1].Slug : null,
            index > 0 ? lessons[index - 1].Slug : null));
    }

    private static async Task<IResult> ImportAsync(string slug, ContentDb db, HttpContext http, TimeProvider clock, CancellationToken cancellation)
    {
        ModuleDocument document;
        try
        {
            var body = await FileBody.ReadAsync(http, MaximumFile, cancellation) ?? throw new FileFormatException("file", "A file has at most 1 MiB.");
            document = ModuleFile.Read(Encoding.UTF8.GetString(body));
        }
        catch (FileFormatException exception)
        {
            return Problems.Invalid(exception.Field, exception.Message);
        }

        if (document.Slug != slug)
        {
            return Problems.Invalid("slug", $"The file says “{document.Slug}”, the address says “{slug}”. They must be the same.");
        }

        if (await db.Modules.FindAsync([slug], cancellation) is { } existing)
        {
            existing.Replace(document, clock.GetUtcNow());
        }
        else
        {
            db.Modules.Add(new Module(slug, document, clock.GetUtcNow()));
        }

        var words = document.Lessons.SelectMany(lesson => lesson.Steps.Select(step => step.Question + "\n\n" + step.Markdown).Prepend(lesson.Title));
        await SearchEntry.PutAsync(db, new SearchEntry(
            "module", slug, document.Title, "", document.Summary, MarkdownRenderer.Text(string.Join("\n\n", words), RenderContext.Empty)), cancellation);
        await db.SaveChangesAsync(cancellation);
        return TypedResults.Ok(new ImportResult(slug, 1, true));
    }

    private static Task<ModuleDocument?> FindAsync(ContentDb db, string slug, CancellationToken cancellation) =>
        db.Modules.AsNoTracking().Where(module => module.Slug == slug).Select(module => module.Document).FirstOrDefaultAsync(cancellation);

    private static ProblemHttpResult NotFound() => Problems.NotFound("module-not-found", "There is no module at this address.");
}
