using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerSupport.Chat.Data;
using PeerSupport.Chat.Hubs;
using PeerSupport.Chat.Members;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Chat.Groups;

internal static class GroupEndpoints
{
    public static void MapGroups(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("").WithTags("Groups");
        api.MapGet("groups", ListAsync).AllowAnonymous().WithSummary("The groups that there are.");
        api.MapGet("groups/{slug}", ReadAsync).AllowAnonymous().WithSummary("One group, and whether the reader belongs to it.").ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("me/groups", MineAsync).WithSummary("The groups that the reader belongs to.");
        api.MapPost("groups/{slug}/join", JoinAsync).WithSummary("Joins a group and agrees to its charter.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        api.MapPost("groups/{slug}/leave", LeaveAsync).WithSummary("Leaves a group; its open rooms close.").ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGroupDesk();
    }

    private static async Task<GroupSummary[]> ListAsync(ChatDb db, CancellationToken cancellationToken) =>
        await Summaries(db.Groups.Where(group => group.Admission != Admission.Invitation && group.ArchivedAt == null)).ToArrayAsync(cancellationToken);

    private static async Task<Results<Ok<GroupDetail>, ProblemHttpResult>> ReadAsync(string slug, ChatDb db, CurrentUser user, CancellationToken cancellationToken)
    {
        var me = user.IdOrNobody();
        var found = await (
            from row in db.Groups.KnownTo(user, db)
            where row.Slug == slug
            let role = db.Memberships.Where(membership => membership.GroupId == row.Id && membership.MemberId == me && membership.LeftAt == null)
                .Select(membership => (GroupRole?)membership.Role).SingleOrDefault()
            let facilitators = db.Memberships.Where(membership => membership.GroupId == row.Id && membership.Role == GroupRole.Facilitator && membership.LeftAt == null)
                .Join(db.Members, membership => membership.MemberId, member => member.Id, (membership, member) => member.Pseudonym).OrderBy(name => name).ToArray()
            select new GroupDetail(row.Id, row.Slug, row.Name, row.Purpose, row.Language, row.Topic, row.Charter, row.CharterVersion, facilitators, row.Cover,
                row.Admission, row.Question, row.AgeBand, row.ArchivedAt != null, role != null, role)).AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        return found is null ? NoSuchGroup() : TypedResults.Ok(found);
    }

    private static async Task<GroupSummary[]> MineAsync(ChatDb db, CurrentUser user, CancellationToken cancellationToken)
    {
        var me = user.Id;
        return await Summaries(db.Groups
            .Where(group => db.Memberships.Any(membership => membership.GroupId == group.Id && membership.MemberId == me && membership.LeftAt == null)))
            .ToArrayAsync(cancellationToken);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> JoinAsync(
        string slug, ChatDb db, CurrentUser user, Memberships memberships, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (await db.Groups.AsNoTracking().KnownTo(user, db).SingleOrDefaultAsync(group => group.Slug == slug, cancellationToken) is not { } group)
            return NoSuchGroup();
        if (Refuse(group, user) is { } refusal)
            return refusal;

        await Member.MeetAsync(db, user.Id, user.Pseudonym, user.Country, cancellationToken);
        // One statement, because a double click must not become a unique violation.
        await db.Database.ExecuteSqlAsync($"""
            insert into memberships (group_id, member_id, charter_version, joined_at) values ({group.Id}, {user.Id}, {group.CharterVersion}, {clock.GetUtcNow()})
            on conflict (group_id, member_id) do update set charter_version = excluded.charter_version, left_at = null,
                role = case when memberships.left_at is null then memberships.role else excluded.role end,
                joined_at = case when memberships.left_at is null then memberships.joined_at else excluded.joined_at end
            """, cancellationToken);
        memberships.Forget(group.Id, user.Id);
        return TypedResults.NoContent();
    }

    private static ProblemHttpResult? Refuse(Group group, CurrentUser user) => group switch
    {
        { ArchivedAt: not null } => Problems.Unprocessable("archived", "This group has been closed, and nobody joins it any more. The list of groups shows others."),
        _ when user.AgeBand is null => Problems.Unprocessable("age-unknown", "Your sign-in does not say yet which age band you belong to. Please sign out, sign in again, and join then."),
        { AgeBand: AgeBands.Under18 } when user.AgeBand != group.AgeBand =>
            Problems.Unprocessable("age-band", "This group is for people of 16 and 17, who talk among themselves here. The list of groups shows those that are open to you."),
        _ when user.AgeBand != group.AgeBand =>
            Problems.Unprocessable("age-band", "This group is for people of 18 and over. The list of groups shows those for people of 16 and 17."),
        { Admission: not Admission.Open } => Problems.Unprocessable("not-open", "This group is not open to everybody."),
        _ => null,
    };

    private static async Task<Results<NoContent, ProblemHttpResult>> LeaveAsync(
        string slug, ChatDb db, CurrentUser user, Memberships memberships, Broadcaster broadcaster, TimeProvider clock, CancellationToken cancellationToken)
    {
        var me = user.Id;
        if (await db.Groups.AsNoTracking().KnownTo(user, db).SingleOrDefaultAsync(group => group.Slug == slug, cancellationToken) is not { } group)
            return NoSuchGroup();

        var now = clock.GetUtcNow();
        await db.Memberships.Where(membership => membership.GroupId == group.Id && membership.MemberId == me && membership.LeftAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(membership => membership.LeftAt, now), cancellationToken);
        memberships.Forget(group.Id, me);
        await broadcaster.DismissAsync(group.Id, me);
        return TypedResults.NoContent();
    }

    internal static ProblemHttpResult NoSuchGroup() => Problems.NotFound("group-not-found", "There is no group at this address. The list of groups shows those that there are.");

    private static IQueryable<GroupSummary> Summaries(IQueryable<Group> groups) => groups.OrderBy(group => group.Name).Take(500)
        .Select(group => new GroupSummary(group.Id, group.Slug, group.Name, group.Purpose, group.Language, group.Topic));
}
