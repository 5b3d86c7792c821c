using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerSupport.Chat.Data;
using PeerSupport.Chat.Members;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Chat.Groups;

internal static class JoinEndpoints
{
    public static void MapJoining(this IEndpointRouteBuilder api)
    {
        api.MapPost("groups/{slug}/join", JoinAsync).WithSummary("Joins a group, asks to be let in, or comes onto its list, as the group has it; agrees to its charter.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        api.MapPost("groups/{slug}/leave", LeaveAsync).WithSummary("Leaves a group, whose open rooms close; or takes back what was asked for.").ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("me/applications", MineAsync).WithSummary("The groups that the reader has asked to join or waits for.");
    }

    private static async Task<Results<Ok<JoinAnswer>, ProblemHttpResult>> JoinAsync(
        string slug, JoinRequest request, CurrentUser user, Joining joining, ChatDb db, CancellationToken cancellationToken)
    {
        var id = await db.Groups.KnownTo(user, db, request.Invitation).Where(group => group.Slug == slug).Select(group => (Guid?)group.Id).SingleOrDefaultAsync(cancellationToken);
        if (id is null)
            return GroupEndpoints.NoSuchGroup();
        await Member.MeetAsync(db, user.Id, user.Pseudonym, user.Country, cancellationToken);
        var (answer, refusal) = await joining.JoinAsync(id.Value, request, cancellationToken);
        return refusal is null ? TypedResults.Ok(answer) : refusal;
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> LeaveAsync(
        string slug, ChatDb db, CurrentUser user, Admissions admissions, CancellationToken cancellationToken)
    {
        var id = await db.Groups.KnownTo(user, db).Where(group => group.Slug == slug).Select(group => (Guid?)group.Id).SingleOrDefaultAsync(cancellationToken);
        if (id is null)
            return GroupEndpoints.NoSuchGroup();
        await admissions.LeaveAsync(id.Value, user.Id, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<MyApplication[]> MineAsync(ChatDb db, CurrentUser user, CancellationToken cancellationToken)
    {
        var me = user.Id;
        return await db.Applications.Where(application => application.MemberId == me)
            .Join(db.Groups, application => application.GroupId, group => group.Id, (application, group) => new { application, group })
            .OrderBy(pair => pair.group.Name).Take(500)
            .Select(pair => new MyApplication(pair.group.Slug, pair.group.Name, pair.application.State, pair.application.At, pair.application.Words))
            .ToArrayAsync(cancellationToken);
    }
}
