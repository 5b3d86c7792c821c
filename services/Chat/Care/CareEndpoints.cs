using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerSupport.Chat.Data;
using PeerSupport.Chat.Groups;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Chat.Care;

/// <summary>How first words fared.</summary>
/// <param name="Opened">How many spoke in a group for the first time.</param>
/// <param name="InTime">Of them, how many had an answer by the due time.</param>
/// <param name="Late">How many had it later.</param>
/// <param name="Waiting">How many have none yet and are not due.</param>
/// <param name="Missed">How many have none and are due.</param>
/// <param name="MedianMinutes">Half of the answers came within so many minutes; null when there was none.</param>
internal sealed record CareInsight(int Opened, int InTime, int Late, int Waiting, int Missed, double? MedianMinutes);

internal static class CareEndpoints
{
    public static void MapCare(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("").WithTags("Care");
        api.MapGet("care", AllAsync).RequireAuthorization(Policies.Moderator).WithSummary("How first words fared in all groups, over the last 1 to 365 days; for moderators.");
        api.MapGet("groups/{slug}/care", OfGroupAsync).WithSummary("How first words fared in one group; for those who hold it and staff.").ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Ok<CareInsight>> AllAsync(ChatDb db, TimeProvider clock, CancellationToken cancellationToken, [Range(1, 365)] int days = 30) =>
        TypedResults.Ok(await CountAsync(db, null, clock.GetUtcNow(), days, cancellationToken));

    private static async Task<Results<Ok<CareInsight>, ProblemHttpResult>> OfGroupAsync(
        string slug, ChatDb db, CurrentUser user, TimeProvider clock, CancellationToken cancellationToken, [Range(1, 365)] int days = 30)
    {
        var id = await db.Groups.HeldBy(user, db, user.IsStaff).Where(group => group.Slug == slug).Select(group => (Guid?)group.Id).SingleOrDefaultAsync(cancellationToken);
        return id is null ? GroupEndpoints.NoSuchGroup() : TypedResults.Ok(await CountAsync(db, id, clock.GetUtcNow(), days, cancellationToken));
    }

    private static async Task<CareInsight> CountAsync(ChatDb db, Guid? groupId, DateTimeOffset now, int days, CancellationToken cancellationToken)
    {
        var since = now - TimeSpan.FromDays(days);
        return (await db.Database.SqlQuery<CareInsight>($"""
            select count(*)::int as opened, (count(*) filter (where answered_at <= due_at))::int as in_time, (count(*) filter (where answered_at > due_at))::int as late,
                (count(*) filter (where answered_at is null and due_at > {now}))::int as waiting, (count(*) filter (where answered_at is null and due_at <= {now}))::int as missed,
                percentile_cont(0.5) within group (order by extract(epoch from answered_at - opened_at)::float8 / 60) as median_minutes
            from care_slots where opened_at >= {since} and ({groupId}::uuid is null or group_id = {groupId}::uuid)
            """).ToListAsync(cancellationToken)).Single();
    }
}
