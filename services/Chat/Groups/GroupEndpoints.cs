using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerSupport.Chat.Data;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Chat.Groups;

internal static class GroupEndpoints
{
    public static void MapGroups(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("").WithTags("Groups");
        api.MapDirectory();
        api.MapGet("groups/{slug}", ReadAsync).AllowAnonymous().WithSummary("One group, and how the reader stands to it.").ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("me/groups", MineAsync).WithSummary("The groups that the reader belongs to.");
        api.MapJoining();
        api.MapRequests();
        api.MapInvitations();
        api.MapPeople();
        api.MapUnheld();
        api.MapProposals();
        api.MapGroupDesk();
    }

    public static void AddGroups(this IServiceCollection services)
    {
        services.AddScoped<GroupChanges>();
        services.AddScoped<Admissions>();
        services.AddScoped<Joining>();
    }

    internal static ProblemHttpResult NoSuchGroup() => Problems.NotFound("group-not-found", "There is no group at this address. The list of groups shows those that there are.");

    private static async Task<Results<Ok<GroupDetail>, ProblemHttpResult>> ReadAsync(
        string slug, ChatDb db, CurrentUser user, TimeProvider clock, CancellationToken cancellationToken, string? invitation = null)
    {
        if (await db.Groups.AsNoTracking().KnownTo(user, db, invitation).SingleOrDefaultAsync(group => group.Slug == slug, cancellationToken) is not { } group)
            return NoSuchGroup();
        var me = user.IdOrNobody();
        var belonging = db.Memberships.Where(membership => membership.GroupId == group.Id && membership.LeftAt == null);
        var role = await belonging.Where(membership => membership.MemberId == me).Select(membership => (GroupRole?)membership.Role).SingleOrDefaultAsync(cancellationToken);
        var facilitators = await belonging.Where(membership => membership.Role == GroupRole.Facilitator)
            .Join(db.Members, membership => membership.MemberId, member => member.Id, (membership, member) => member.Pseudonym).OrderBy(name => name).ToArrayAsync(cancellationToken);
        var application = await db.Applications.Where(application => application.GroupId == group.Id && application.MemberId == me)
            .Select(application => new ApplicationStanding(application.State, application.At, application.Words)).SingleOrDefaultAsync(cancellationToken);
        var members = await belonging.CountAsync(cancellationToken);
        return TypedResults.Ok(new GroupDetail(group.Id, group.Slug, group.Name, group.Purpose, group.Language, group.Topic)
        {
            Charter = group.Charter,
            CharterVersion = group.CharterVersion,
            SampledForReview = group.SampledForReview,
            Facilitators = facilitators,
            Cover = group.Cover,
            Admission = group.Admission,
            Question = group.Question,
            AgeBand = group.AgeBand,
            Size = DirectoryEndpoint.About(members),
            IsFull = members >= group.Capacity,
            IsArchived = group.ArchivedAt is not null,
            IsMember = role is not null,
            MyRole = role,
            MyApplication = application,
            IsInvited = invitation is null ? null : await IsGoodAsync(group, invitation, db, clock, cancellationToken),
        });
    }

    private static async Task<bool> IsGoodAsync(Group group, string token, ChatDb db, TimeProvider clock, CancellationToken cancellationToken)
    {
        var digest = Invitation.DigestOf(token);
        return (await db.Invitations.AsNoTracking().SingleOrDefaultAsync(row => row.GroupId == group.Id && row.Digest == digest, cancellationToken))?.IsGood(clock.GetUtcNow()) == true;
    }

    private static async Task<MyGroup[]> MineAsync(ChatDb db, CurrentUser user, CancellationToken cancellationToken)
    {
        var me = user.Id;
        return await db.Memberships.Where(membership => membership.MemberId == me && membership.LeftAt == null)
            .Join(db.Groups, membership => membership.GroupId, group => group.Id, (membership, group) => new { membership.Role, Group = group })
            .OrderBy(mine => mine.Group.Name).Take(500)
            .Select(mine => new MyGroup(mine.Group.Id, mine.Group.Slug, mine.Group.Name, mine.Group.Purpose, mine.Group.Language, mine.Group.Topic, mine.Role, mine.Group.ArchivedAt != null))
            .ToArrayAsync(cancellationToken);
    }
}
