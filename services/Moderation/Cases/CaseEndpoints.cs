using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerSupport.Moderation.Data;
using PeerSupport.Moderation.Guidelines;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Moderation.Cases;

internal static class CaseEndpoints
{
    private const int OpenAtMost = 200;
    private const int DecidedAtMost = 100;

    public static void MapCases(this IEndpointRouteBuilder app)
    {
        var cases = app.MapGroup("/api/moderation/cases").RequireAuthorization(Policies.Moderator).WithTags("Cases");
        cases.MapGet("", List).WithSummary("The queue by urgency, or what was closed last.");
        cases.MapGet("{id:guid}", Read).WithSummary("One case with all that is needed to judge it.").ProducesProblem(StatusCodes.Status404NotFound);
        cases.MapPost("next", Claims.Next).WithSummary("Claims the most urgent case that is free; 204 when there is none.");
        Describe(cases.MapPost("{id:guid}/claim", Claims.Claim), "Claims a case for 20 minutes, or keeps it for 20 more.").ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        Describe(cases.MapPost("{id:guid}/hand-back", Claims.HandBack), "Lets go of a case.");
        Describe(cases.MapPost("{id:guid}/decision", Decisions.Decide), "Decides a case that the caller has claimed.").ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        Describe(cases.MapPost("{id:guid}/answer", SecondAnswers.Answer), "Says what screening should have said about a case that is decided: a second opinion.").ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    /// <summary>What every change of a case has in common: there may be no such case, or somebody else was first.</summary>
    private static RouteHandlerBuilder Describe(RouteHandlerBuilder route, string summary) =>
        route.WithSummary(summary).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<Results<Ok<List<CaseSummary>>, ProblemHttpResult>> List(
        ModerationDb db, GuidelineBook book, CurrentUser user, TimeProvider clock, CancellationToken cancellationToken, string state = "open")
    {
        var cases = state switch
        {
            "open" => db.Cases.Where(item => item.State == CaseState.Open).ByUrgency().Take(OpenAtMost),
            "decided" => db.Cases.Where(item => item.State != CaseState.Open).OrderByDescending(item => item.ClosedAt).Take(DecidedAtMost),
            _ => null,
        };
        if (cases is null)
            return Problems.Invalid("state", "Ask for open or decided.");

        var rows = await db.Rows(cases.AsNoTracking()).ToListAsync(cancellationToken);
        // The joins do not promise to keep the order of what they join.
        var ordered = state == "open"
            ? rows.OrderByDescending(row => row.Risk).ThenBy(row => row.QueueAt).ThenByDescending(row => row.Score).ThenBy(row => row.DueAt).ThenBy(row => row.Number)
            : rows.AsEnumerable();
        var now = clock.GetUtcNow();
        return TypedResults.Ok(ordered.Select(row => row.For(user.Id, book, now)).ToList());
    }

    private static async Task<Results<Ok<CaseDetail>, ProblemHttpResult>> Read(
        Guid id, ModerationDb db, GuidelineBook book, CurrentUser user, TimeProvider clock, CancellationToken cancellationToken)
    {
        var row = await db.Rows(db.Cases.AsNoTracking().Where(item => item.Id == id)).SingleOrDefaultAsync(cancellationToken);
        if (row is null)
            return NoSuchCase();
        var item = await db.Cases.AsNoTracking().AsSplitQuery().Include(found => found.Reports).Include(found => found.Decisions)
            .SingleAsync(found => found.Id == id, cancellationToken);
        return TypedResults.Ok(CaseDetail.Of(row.For(user.Id, book, clock.GetUtcNow()), item, book));
    }

    internal static ProblemHttpResult NoSuchCase() => Problems.NotFound("case_not_found", "There is no such case.");
}
