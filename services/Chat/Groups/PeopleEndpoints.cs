using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerSupport.Chat.Data;
using PeerSupport.Chat.Hubs;
using PeerSupport.Contracts;
using PeerSupport.Outbox;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Chat.Groups;

/// <summary>Somebody who belongs to a group.</summary>
internal sealed record GroupPerson(Guid MemberId, string Pseudonym, GroupRole Role, DateTimeOffset Since);

/// <summary>Why somebody is taken out.</summary>
/// <param name="Reason">1 to 500 characters, which they read.</param>
public sealed record RemovalRequest([property: Required(ErrorMessage = "Write why, in words that they will read."), StringLength(500, MinimumLength = 1)] string? Reason);

/// <summary>Who is to hold the group.</summary>
/// <param name="Pseudonym">The name of somebody with an account.</param>
public sealed record FacilitatorRequest([property: Required(ErrorMessage = "Write the name that they have here."), StringLength(60, MinimumLength = 1)] string? Pseudonym);

/// <summary>Who belongs to a group: seen by its facilitators and by staff. For everybody else these addresses do not exist.</summary>
internal static class PeopleEndpoints
{
    private const int PageSize = 50;

    public static void MapPeople(this IEndpointRouteBuilder api)
    {
        var people = api.MapGroup("groups/{slug}").ProducesProblem(StatusCodes.Status404NotFound);
        people.MapGet("people", ListAsync).WithSummary("Who belongs to a group, the longest first, in pages of 50.");
        people.MapPost("people/{memberId:guid}/remove", RemoveAsync).WithSummary("Takes somebody out of the group, with a reason that they read.").ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        people.MapPost("facilitators", NameAsync).WithSummary("Makes somebody a facilitator, and a member where they are none; for staff.").ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        people.MapDelete("facilitators/{memberId:guid}", UnnameAsync).WithSummary("Makes a facilitator a member again; for staff.");
    }

    private static async Task<Results<Ok<Page<GroupPerson>>, ProblemHttpResult>> ListAsync(
        string slug, ChatDb db, CurrentUser user, CancellationToken cancellationToken, string? after = null)
    {
        if (await FindAsync(slug, db, user, cancellationToken) is not { } group)
            return GroupEndpoints.NoSuchGroup();
        var belonging = db.Memberships.Where(membership => membership.GroupId == group.Id && membership.LeftAt == null);
        if (after is not null)
        {
            if (ReadKey(after) is not var (at, id))
                return Problems.Invalid("after", "Pass the value of next from the page before.");
            belonging = belonging.Where(membership => membership.JoinedAt > at || (membership.JoinedAt == at && membership.MemberId.CompareTo(id) > 0));
        }

        var page = await belonging.Join(db.Members, membership => membership.MemberId, member => member.Id, (membership, member) => new { membership, member })
            .OrderBy(pair => pair.membership.JoinedAt).ThenBy(pair => pair.membership.MemberId).Take(PageSize + 1)
            .Select(pair => new GroupPerson(pair.member.Id, pair.member.Pseudonym, pair.membership.Role, pair.membership.JoinedAt)).ToListAsync(cancellationToken);
        var items = page.Take(PageSize).ToList();
        return TypedResults.Ok(new Page<GroupPerson>(items, page.Count > PageSize ? WriteKey(items[^1]) : null));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(
        string slug, Guid memberId, RemovalRequest request, ChatDb db, CurrentUser user, Admissions admissions, CancellationToken cancellationToken)
    {
        if (await FindAsync(slug, db, user, cancellationToken) is not { } known)
            return GroupEndpoints.NoSuchGroup();
        if (memberId == user.Id)
            return Problems.Unprocessable("yourself", "You can leave the group on its page, without a reason.");
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var group = await admissions.LockAsync(known.Id, cancellationToken);
        var role = await RoleAsync(db, group.Id, memberId, cancellationToken);
        if (role is null)
            return NotIn();
        if (role is GroupRole.Facilitator && !user.IsStaff)
            return Problems.Unprocessable("facilitator", "They hold the group as you do. The team can take them out.");
        await admissions.RemoveAsync(group, memberId, request.Reason!.Trim(), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> NameAsync(
        string slug, FacilitatorRequest request, ChatDb db, CurrentUser user, Admissions admissions, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!user.IsStaff || await FindAsync(slug, db, user, cancellationToken) is not { } known)
            return GroupEndpoints.NoSuchGroup();
        var name = Like.Whole(request.Pseudonym!.Trim());
        // A name that somebody has given up may still stand beside its last owner; the newest profile has it.
        var person = await db.Members.Where(member => EF.Functions.ILike(member.Pseudonym, name, Like.Escape))
            .OrderByDescending(member => member.Version > 0).Select(member => (Guid?)member.Id).FirstOrDefaultAsync(cancellationToken);
        if (person is not { } memberId)
            return Problems.Invalid("pseudonym", "Nobody with this name has an account here. Names are written as they stand beside messages.");

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var group = await admissions.LockAsync(known.Id, cancellationToken);
        if (await RoleAsync(db, group.Id, memberId, cancellationToken) is GroupRole.Facilitator)
            return TypedResults.NoContent();
        await admissions.NameAsync(group, memberId, cancellationToken);
        db.Enqueue(new FacilitatorNamed(Guid.CreateVersion7(), clock.GetUtcNow(), group.Id, group.Slug, group.Name, memberId));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> UnnameAsync(
        string slug, Guid memberId, ChatDb db, CurrentUser user, Memberships memberships, Broadcaster broadcaster, CancellationToken cancellationToken)
    {
        if (!user.IsStaff || await FindAsync(slug, db, user, cancellationToken) is not { } group)
            return GroupEndpoints.NoSuchGroup();
        var found = await db.Memberships
            .Where(membership => membership.GroupId == group.Id && membership.MemberId == memberId && membership.LeftAt == null && membership.Role == GroupRole.Facilitator)
            .ExecuteUpdateAsync(set => set.SetProperty(membership => membership.Role, GroupRole.Member), cancellationToken);
        if (found == 0)
            return NotIn();
        memberships.Forget(group.Id, memberId);
        broadcaster.Changed(group.Id);
        return TypedResults.NoContent();
    }

    private static Task<Group?> FindAsync(string slug, ChatDb db, CurrentUser user, CancellationToken cancellationToken) =>
        db.Groups.AsNoTracking().HeldBy(user, db, user.IsStaff).SingleOrDefaultAsync(group => group.Slug == slug, cancellationToken);

    private static Task<GroupRole?> RoleAsync(ChatDb db, Guid groupId, Guid memberId, CancellationToken cancellationToken) =>
        db.Memberships.Where(membership => membership.GroupId == groupId && membership.MemberId == memberId && membership.LeftAt == null)
            .Select(membership => (GroupRole?)membership.Role).SingleOrDefaultAsync(cancellationToken);

    private static ProblemHttpResult NotIn() => Problems.NotFound("person-not-found", "They do not belong to this group, or not any more.");

    private static string WriteKey(GroupPerson person) => $"{person.Since.UtcTicks.ToString(CultureInfo.InvariantCulture)}-{person.MemberId:N}";

    private static (DateTimeOffset At, Guid Id)? ReadKey(string key) =>
        key.Split('-') is [var ticks, var id] && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= DateTimeOffset.MaxValue.UtcTicks
        && Guid.TryParseExact(id, "N", out var parsed) ? (new(at, TimeSpan.Zero), parsed) : null;
}
