using PeerSupport.Chat.Data;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Chat.Groups;

/// <summary>Which groups somebody may know of or look after, as part of the query.</summary>
internal static class GroupSight
{
    /// <summary>
    /// All but the groups by invitation that they do not belong to and have no link into; staff know of every group. The link may be one that is not
    /// good any more, for whoever has it knew of the group.
    /// </summary>
    public static IQueryable<Group> KnownTo(this IQueryable<Group> groups, CurrentUser user, ChatDb db, string? invitation = null)
    {
        if (user.IsStaff)
            return groups;
        var me = user.IdOrNobody();
        var digest = invitation is null ? [] : Invitation.DigestOf(invitation);
        return groups.Where(group => group.Admission != Admission.Invitation
            || db.Memberships.Any(membership => membership.GroupId == group.Id && membership.MemberId == me && membership.LeftAt == null)
            || db.Applications.Any(application => application.GroupId == group.Id && application.MemberId == me)
            || db.Invitations.Any(row => row.GroupId == group.Id && row.Digest == digest));
    }

    /// <summary>Those that they are a facilitator of, or all when their role on the platform allows it.</summary>
    public static IQueryable<Group> HeldBy(this IQueryable<Group> groups, CurrentUser user, ChatDb db, bool orAll)
    {
        if (orAll)
            return groups;
        var me = user.Id;
        return groups.Where(group => db.Memberships.Any(membership =>
            membership.GroupId == group.Id && membership.MemberId == me && membership.LeftAt == null && membership.Role == GroupRole.Facilitator));
    }

    /// <summary>The member's id, or one that nobody has.</summary>
    public static Guid IdOrNobody(this CurrentUser user) => user.IsSignedIn ? user.Id : Guid.Empty;
}
