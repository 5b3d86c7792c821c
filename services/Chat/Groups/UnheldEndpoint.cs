using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerSupport.Chat.Care;
using PeerSupport.Chat.Data;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Chat.Groups;

/// <summary>A group without a facilitator in which something waits.</summary>
/// <param name="Slug">Its address.</param>
/// <param name="Name">Its name.</param>
/// <param name="Requests">How many ask to join.</param>
/// <param name="FirstWords">How many wrote their first words and should have had an answer by now.</param>
internal sealed record UnheldGroup(string Slug, string Name, int Requests, int FirstWords);

internal static class UnheldEndpoint
{
    private const int Most = 100;

    public static void MapUnheld(this IEndpointRouteBuilder api) => api.MapGet("unheld", ListAsync).RequireAuthorization(Policies.Moderator)
        .WithSummary("The groups that nobody holds and in which somebody waits, by name, 100 at most; for moderators, who are told in the place of facilitators.");

    private static async Task<Ok<UnheldGroup[]>> ListAsync(ChatDb db, TimeProvider clock, CancellationToken cancellationToken)
    {
        var since = clock.GetUtcNow() - CareWatch.LooksFor;
        return TypedResults.Ok(await db.Groups
            .Where(group => group.ArchivedAt == null
                && !db.Memberships.Any(membership => membership.GroupId == group.Id && membership.LeftAt == null && membership.Role == GroupRole.Facilitator))
            .Select(group => new
            {
                group.Slug,
                group.Name,
                Requests = db.Applications.Count(application => application.GroupId == group.Id && application.State == ApplicationState.Asked),
                FirstWords = db.CareSlots.Count(slot => slot.GroupId == group.Id && slot.AnsweredAt == null && slot.ToldAt != null && slot.OpenedAt > since),
            })
            .Where(group => group.Requests > 0 || group.FirstWords > 0)
            .OrderBy(group => group.Name).ThenBy(group => group.Slug).Take(Most)
            .Select(group => new UnheldGroup(group.Slug, group.Name, group.Requests, group.FirstWords)).ToArrayAsync(cancellationToken));
    }
}
