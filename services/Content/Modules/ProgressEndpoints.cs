using Microsoft.EntityFrameworkCore;
using PeerSupport.Content.Data;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Content.Modules;

internal static class ProgressEndpoints
{
    public static void MapProgress(this IEndpointRouteBuilder app)
    {
        var progress = app.MapGroup("progress").RequireAuthorization(Policies.Member).WithTags("Progress");
        progress.MapGet("{moduleSlug}", ReadAsync).WithSummary("How far the reader is in a module.");
        progress.MapPut("{moduleSlug}", ReachAsync).WithSummary("Keeps how far the reader is.").Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<ProgressModel> ReadAsync(string moduleSlug, ContentDb db, CurrentUser user, CancellationToken cancellation) =>
        await db.ModuleProgress.AsNoTracking()
            .Where(progress => progress.MemberId == user.Id && progress.ModuleSlug == moduleSlug)
            .Select(progress => new ProgressModel(progress.Lesson, progress.Step, progress.Completed))
            .FirstOrDefaultAsync(cancellation) ?? new ProgressModel(null, 0, false);

    private static async Task<IResult> ReachAsync(
        string moduleSlug, ProgressRequest request, ContentDb db, CurrentUser user, TimeProvider clock, CancellationToken cancellation)
    {
        var module = await db.Modules.AsNoTracking().Where(module => module.Slug == moduleSlug).Select(module => module.Document)
            .FirstOrDefaultAsync(cancellation);
        if (module is null)
        {
            return Problems.NotFound("module-not-found", "There is no module at this address.");
        }

        var lesson = module.Lessons.FirstOrDefault(lesson => lesson.Slug == request.Lesson);
        if (lesson is null || request.Step > lesson.Steps.Count)
        {
            return Problems.Invalid("lesson", "This module has no such lesson or step.");
        }

        // Two devices may save at once; the statement makes the later one win, without an error for either.
        var (memberId, now) = (user.Id, clock.GetUtcNow());
        await db.Database.ExecuteSqlAsync($"""
            insert into module_progress (member_id, module_slug, lesson, step, completed, changed_at)
            values ({memberId}, {moduleSlug}, {request.Lesson}, {request.Step}, {request.Completed}, {now})
            on conflict (member_id, module_slug) do update
            set lesson = excluded.lesson, step = excluded.step, completed = module_progress.completed or excluded.completed, changed_at = excluded.changed_at
            """, cancellation);
        return TypedResults.NoContent();
    }
}
