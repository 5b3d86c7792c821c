using PeerSupport.Chat.Data;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Chat.Groups;

/// <summary>Which groups somebody may know of, as part of the query.</summary>
internal static class GroupSight
{
    /// <summary>All but the groups by invitation that they do not belong to; staff know of every group.</summary>
    public static IQueryable<Group> KnownTo(this IQueryable<Group> groups, CurrentUser user, ChatDb db)
    {
        if (user.IsStaff)
            return groups;
        var me = user.IdOrNobody();
        return groups.Where(group => group.Admission != Admission.Invitation
            || db.Memberships.Any(membership => membership.GroupId == group.Id && membership.MemberId == me && membership.LeftAt == null));
    }

    /// <summary>The member's id, or one that nobody has.</summary>
    public static Guid IdOrNobody(this CurrentUser user) => user.IsSignedIn ? user.Id : Guid.Empty;
}
