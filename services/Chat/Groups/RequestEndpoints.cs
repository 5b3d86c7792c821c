using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerSupport.Chat.Data;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Chat.Groups;

/// <summary>What those who hold a group do with whoever asks to come in. For everybody else these addresses do not exist.</summary>
internal static class RequestEndpoints
{
    private const int Most = 100;

    public static void MapRequests(this IEndpointRouteBuilder api)
    {
        var requests = api.MapGroup("groups/{slug}/requests").ProducesProblem(StatusCodes.Status404NotFound);
        requests.MapGet("", ListAsync).WithSummary("Who has asked to join, the longest waiting first, 100 at most.");
        requests.MapPost("{memberId:guid}", AnswerAsync).WithSummary("Lets somebody in, or onto the list when the group is full; or says no.");
    }

    private static async Task<Results<Ok<OpenRequest[]>, ProblemHttpResult>> ListAsync(string slug, ChatDb db, CurrentUser user, CancellationToken cancellationToken)
    {
        if (await FindAsync(slug, db, user, cancellationToken) is not { } groupId)
            return GroupEndpoints.NoSuchGroup();
        return TypedResults.Ok(await db.Applications.Where(application => application.GroupId == groupId && application.State == ApplicationState.Asked)
            .Join(db.Members, application => application.MemberId, member => member.Id, (application, member) => new { application, member })
            .OrderBy(pair => pair.application.At).Take(Most)
            .Select(pair => new OpenRequest(pair.member.Id, pair.member.Pseudonym, pair.application.Answer, pair.application.At))
            .ToArrayAsync(cancellationToken));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> AnswerAsync(
        string slug, Guid memberId, RequestAnswer answer, ChatDb db, CurrentUser user, Admissions admissions, CancellationToken cancellationToken)
    {
        if (await FindAsync(slug, db, user, cancellationToken) is not { } groupId)
            return GroupEndpoints.NoSuchGroup();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var group = await admissions.LockAsync(groupId, cancellationToken);
        var application = await db.Applications.SingleOrDefaultAsync(
            application => application.GroupId == groupId && application.MemberId == memberId && application.State == ApplicationState.Asked, cancellationToken);
        if (application is null)
            return Problems.NotFound("request-not-found", "This request is not open any more: somebody has answered it, or it was taken back.");
        await admissions.AnswerAsync(group, application, answer.Accepted!.Value, Given.OrNull(answer.Words), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return TypedResults.NoContent();
    }

    private static Task<Guid?> FindAsync(string slug, ChatDb db, CurrentUser user, CancellationToken cancellationToken) =>
        db.Groups.HeldBy(user, db, user.IsStaff).Where(group => group.Slug == slug).Select(group => (Guid?)group.Id).SingleOrDefaultAsync(cancellationToken);
}
