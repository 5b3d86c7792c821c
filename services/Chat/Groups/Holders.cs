using Microsoft.EntityFrameworkCore;
using PeerSupport.Chat.Data;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Chat.Groups;

/// <summary>Who hears that something waits in a group.</summary>
/// <param name="Ids">Who, 50 at most.</param>
/// <param name="AreTheTeam">Nobody holds the group, and these are moderators.</param>
internal readonly record struct Holders(Guid[] Ids, bool AreTheTeam);

internal static class HolderQueries
{
    private const int MostTold = 50;

    /// <summary>The group's facilitators; where it has none, the moderators, because nobody who waits may wait for nobody.</summary>
    public static async Task<Holders> HoldersOfAsync(this ChatDb db, Guid groupId, CancellationToken cancellationToken)
    {
        var facilitators = await db.Memberships.FacilitatorsOfAsync(groupId, cancellationToken);
        return facilitators.Length > 0
            ? new(facilitators, AreTheTeam: false)
            : new(await db.Members.Where(member => member.Roles.Contains(Roles.Moderator)).OrderBy(member => member.Id).Select(member => member.Id).Take(MostTold)
                .ToArrayAsync(cancellationToken), AreTheTeam: true);
    }

    /// <summary>Those who hold a group, the longest first; none when nobody does.</summary>
    public static Task<Guid[]> FacilitatorsOfAsync(this IQueryable<Membership> memberships, Guid groupId, CancellationToken cancellationToken) => memberships
        .Where(membership => membership.GroupId == groupId && membership.Role == GroupRole.Facilitator && membership.LeftAt == null)
        .OrderBy(membership => membership.JoinedAt).Select(membership => membership.MemberId).Take(MostTold).ToArrayAsync(cancellationToken);
}
