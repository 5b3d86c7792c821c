using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerSupport.Chat.Data;
using PeerSupport.Chat.Hubs;
using PeerSupport.Chat.Members;
using PeerSupport.Chat.Messages;
using PeerSupport.Contracts;
using PeerSupport.Outbox;
using PeerSupport.Screening;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Chat.Groups;

internal static partial class GroupEndpoints
{
    public static void MapGroups(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("").WithTags("Groups");
        api.MapGet("groups", ListAsync).AllowAnonymous().WithSummary("The groups that there are.");
        api.MapGet("groups/{slug}", ReadAsync).AllowAnonymous().WithSummary("One group, and whether the reader belongs to it.").ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("me/groups", MineAsync).WithSummary("The groups that the reader belongs to.");
        api.MapPost("groups/{slug}/join", JoinAsync).WithSummary("Joins a group and agrees to its charter.").ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost("groups/{slug}/leave", LeaveAsync).WithSummary("Leaves a group; its open rooms close.").ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPut("groups/{slug}", DescribeAsync).RequireAuthorization(Policies.Admin).WithSummary("Makes a group or describes it anew.");
    }

    private static async Task<GroupSummary[]> ListAsync(ChatDb db, CancellationToken cancellationToken) =>
        await db.Groups.OrderBy(group => group.Name).Take(500)
            .Select(group => new GroupSummary(group.Id, group.Slug, group.Name, group.Purpose, group.Language, group.Topic))
            .ToArrayAsync(cancellationToken);

    private static async Task<Results<Ok<GroupDetail>, ProblemHttpResult>> ReadAsync(string slug, ChatDb db, CurrentUser user, CancellationToken cancellationToken)
    {
        var me = user.IsSignedIn ? user.Id : Guid.Empty;
        var found = await db.Groups.Where(group => group.Slug == slug)
            .Select(group => new GroupDetail(group.Id, group.Slug, group.Name, group.Purpose, group.Language, group.Topic, group.Charter, group.Facilitators,
                group.Cover, db.Memberships.Any(membership => membership.GroupId == group.Id && membership.MemberId == me && membership.LeftAt == null)))
            .SingleOrDefaultAsync(cancellationToken);
        return found is null ? NoSuchGroup() : TypedResults.Ok(found);
    }

    private static async Task<GroupSummary[]> MineAsync(ChatDb db, CurrentUser user, CancellationToken cancellationToken)
    {
        var me = user.Id;
        return await db.Groups
            .Where(group => db.Memberships.Any(membership => membership.GroupId == group.Id && membership.MemberId == me && membership.LeftAt == null))
            .OrderBy(group => group.Name).Take(500)
            .Select(group => new GroupSummary(group.Id, group.Slug, group.Name, group.Purpose, group.Language, group.Topic))
            .ToArrayAsync(cancellationToken);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> JoinAsync(
        string slug, ChatDb db, CurrentUser user, Memberships memberships, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (await db.Groups.AsNoTracking().SingleOrDefaultAsync(group => group.Slug == slug, cancellationToken) is not { } group)
            return NoSuchGroup();

        await Member.MeetAsync(db, user.Id, user.Pseudonym, user.Country, cancellationToken);
        // One statement, because a double click must not become a unique violation.
        await db.Database.ExecuteSqlAsync($"""
            insert into memberships (group_id, member_id, charter_version, joined_at) values ({group.Id}, {user.Id}, {group.Version}, {clock.GetUtcNow()})
            on conflict (group_id, member_id) do update set charter_version = excluded.charter_version, left_at = null,
                joined_at = case when memberships.left_at is null then memberships.joined_at else excluded.joined_at end
            """, cancellationToken);
        memberships.Forget(group.Id, user.Id);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> LeaveAsync(
        string slug, ChatDb db, CurrentUser user, Memberships memberships, Broadcaster broadcaster, TimeProvider clock, CancellationToken cancellationToken)
    {
        var me = user.Id;
        if (await db.Groups.AsNoTracking().SingleOrDefaultAsync(group => group.Slug == slug, cancellationToken) is not { } group)
            return NoSuchGroup();

        var now = clock.GetUtcNow();
        await db.Memberships.Where(membership => membership.GroupId == group.Id && membership.MemberId == me && membership.LeftAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(membership => membership.LeftAt, now), cancellationToken);
        memberships.Forget(group.Id, me);
        await broadcaster.DismissAsync(group.Id, me);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<GroupSummary>, ProblemHttpResult>> DescribeAsync(
        string slug, GroupRequest request, ChatDb db, MessageScreening screening, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!SlugPattern().IsMatch(slug))
            return Problems.Invalid("slug", "Use lower-case letters, digits and single dashes.");
        if (request.Charter.Any(sentence => string.IsNullOrWhiteSpace(sentence) || sentence.Length > 300))
            return Problems.Invalid("charter", "Each sentence of the charter has 1 to 300 characters.");
        if ((Refuse(screening, "name", request.Name) ?? Refuse(screening, "purpose", request.Purpose)) is { } refusal)
            return refusal;

        var group = await db.Groups.SingleOrDefaultAsync(group => group.Slug == slug, cancellationToken);
        if (group is null)
            db.Add(group = new Group(slug));
        group.Describe(request);
        db.Enqueue(new GroupChanged(Guid.CreateVersion7(), clock.GetUtcNow(), group.Id, group.Version, group.Slug, group.Name));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(new GroupSummary(group.Id, group.Slug, group.Name, group.Purpose, group.Language, group.Topic));
    }

    /// <summary>
    /// Everybody reads what a group calls itself, so it is held to what its messages are held to; but a group for people who live with thoughts of
    /// suicide, or with violence, must be able to say so. The model is not asked: it can give no reason that somebody could answer with other words.
    /// </summary>
    private static ProblemHttpResult? Refuse(MessageScreening screening, string field, string text) =>
        screening.Screen(text, null).Matches
            .FirstOrDefault(match => match.Risk is not "low" && !Labels.IsDistress(match.Label) && !match.IsOfModel()) is { } match
            ? Problems.Invalid(field, $"The rules for messages find something here: {match.Explanation} Please put it in other words.")
            : null;

    private static ProblemHttpResult NoSuchGroup() => Problems.NotFound("group-not-found", "There is no group at this address. The list of groups shows those that there are.");

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex SlugPattern();
}
