using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerSupport.Chat.Data;
using PeerSupport.Chat.Members;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Chat.Groups;

/// <summary>Links into a group, for its facilitators and admins. For everybody else these addresses do not exist.</summary>
internal static class InvitationEndpoints
{
    private const int Most = 100;

    public static void MapInvitations(this IEndpointRouteBuilder api)
    {
        var invitations = api.MapGroup("groups/{slug}/invitations").ProducesProblem(StatusCodes.Status404NotFound);
        invitations.MapGet("", ListAsync).WithSummary("The newest links into a group, without their tokens, 100 at most.");
        invitations.MapPost("", MakeAsync).WithSummary("Makes a link that expires; its token is told this once.").ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        invitations.MapDelete("{id:guid}", RevokeAsync).WithSummary("Makes a link good for nothing.");
    }

    private static async Task<Results<Ok<InvitationSummary[]>, ProblemHttpResult>> ListAsync(
        string slug, ChatDb db, CurrentUser user, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (await FindAsync(slug, db, user, cancellationToken) is not { } group)
            return GroupEndpoints.NoSuchGroup();
        var now = clock.GetUtcNow();
        return TypedResults.Ok(await db.Invitations.Where(invitation => invitation.GroupId == group.Id)
            .Join(db.Members, invitation => invitation.CreatedBy, member => member.Id, (invitation, member) => new { Link = invitation, member.Pseudonym })
            .OrderByDescending(pair => pair.Link.Id).Take(Most)
            .Select(pair => new InvitationSummary(pair.Link.Id, pair.Pseudonym, pair.Link.CreatedAt, pair.Link.ExpiresAt, pair.Link.Limit, pair.Link.Used,
                pair.Link.RevokedAt == null && now < pair.Link.ExpiresAt && pair.Link.Used < pair.Link.Limit))
            .ToArrayAsync(cancellationToken));
    }

    private static async Task<Results<Ok<NewInvitation>, ProblemHttpResult>> MakeAsync(
        string slug, InvitationRequest request, ChatDb db, CurrentUser user, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (await FindAsync(slug, db, user, cancellationToken) is not { } group)
            return GroupEndpoints.NoSuchGroup();
        if (group.ArchivedAt is not null)
            return Problems.Unprocessable("archived", "This group has been closed, and nobody joins it any more.");
        await Member.MeetAsync(db, user.Id, user.Pseudonym, user.Country, cancellationToken);
        var (invitation, token) = Invitation.Make(group.Id, user.Id, request.Uses!.Value, TimeSpan.FromDays(request.Days!.Value), clock.GetUtcNow());
        db.Add(invitation);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(new NewInvitation(invitation.Id, token, invitation.ExpiresAt, invitation.Limit));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RevokeAsync(
        string slug, Guid id, ChatDb db, CurrentUser user, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (await FindAsync(slug, db, user, cancellationToken) is not { } group)
            return GroupEndpoints.NoSuchGroup();
        var now = clock.GetUtcNow();
        var found = await db.Invitations.Where(invitation => invitation.Id == id && invitation.GroupId == group.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(invitation => invitation.RevokedAt, invitation => invitation.RevokedAt ?? now), cancellationToken);
        return found == 0 ? Problems.NotFound("invitation-not-found", "There is no such link.") : TypedResults.NoContent();
    }

    private static Task<Group?> FindAsync(string slug, ChatDb db, CurrentUser user, CancellationToken cancellationToken) =>
        db.Groups.AsNoTracking().HeldBy(user, db, user.IsAdmin).SingleOrDefaultAsync(group => group.Slug == slug, cancellationToken);
}
