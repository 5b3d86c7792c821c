using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerSupport.Chat.Data;
using PeerSupport.Chat.Messages;
using PeerSupport.Chat.Support;
using PeerSupport.Contracts;
using PeerSupport.Outbox;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Chat.Groups;

/// <summary>Decides what becomes of somebody who wants to join.</summary>
internal sealed class Joining(ChatDb db, CurrentUser user, Admissions admissions, MessageScreening screening, SupportDesk support, TimeProvider clock)
{
    private static readonly JoinAnswer Joined = new(JoinOutcome.Joined, "You are in. You may read for as long as you like before you write.", null);
    private static readonly JoinAnswer Waiting = new(JoinOutcome.Waiting, "The group is full just now, and you are on its list. When a place becomes free you come in by yourself, and you are told.", null);
    private static readonly JoinAnswer Requested = new(JoinOutcome.Requested, "Your request has arrived. Those who hold the group read it, and you are told when they have answered.", null);

    public async Task<(JoinAnswer? Answer, ProblemHttpResult? Refusal)> JoinAsync(Guid groupId, JoinRequest request, CancellationToken cancellationToken)
    {
        var me = user.Id;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var group = await admissions.LockAsync(groupId, cancellationToken);
        var invitation = await InvitationAsync(group, request.Invitation, cancellationToken);
        if (Refuse(group, request, invitation) is { } refusal)
            return (null, refusal);
        var agreed = await db.Memberships.Where(membership => membership.GroupId == groupId && membership.MemberId == me && membership.LeftAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(membership => membership.CharterVersion, group.CharterVersion), cancellationToken);
        var application = await db.Applications.SingleOrDefaultAsync(application => application.GroupId == groupId && application.MemberId == me, cancellationToken);

        JoinAnswer answer;
        if (agreed > 0)
            answer = Joined;
        else if (application?.State is ApplicationState.Waiting)
            answer = Waiting;
        else if (HasToAsk(group, application, invitation))
        {
            if (Refuse(group, request, application) is { } no)
                return (null, no);
            answer = await AskAsync(group, request, application, cancellationToken);
        }
        else
        {
            if (group.Admission is Admission.Invitation && invitation is null)
                return (null, Problems.Unprocessable("invitation-needed", "This group is joined with a link. Whoever holds the group can make one for you."));
            invitation?.Use();
            answer = await admissions.TakeInAsync(group, me, group.CharterVersion, application, cancellationToken) ? Joined : Waiting;
        }

        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (answer, null);
    }

    /// <summary>Null when no link was brought, or one that is not of this group.</summary>
    private async Task<Invitation?> InvitationAsync(Group group, string? token, CancellationToken cancellationToken)
    {
        if (token is null)
            return null;
        var digest = Invitation.DigestOf(token);
        return await db.Invitations.SingleOrDefaultAsync(row => row.GroupId == group.Id && row.Digest == digest, cancellationToken);
    }

    /// <summary>Whoever was taken out, or heard a no, asks in every group and with every link; nothing else would keep an open door shut for them.</summary>
    private static bool HasToAsk(Group group, Application? application, Invitation? invitation) => application?.State switch
    {
        ApplicationState.Removed or ApplicationState.Declined => true,
        ApplicationState.Asked when group.Admission is not Admission.Request => true,
        _ => group.Admission is Admission.Request && invitation is null,
    };

    private ProblemHttpResult? Refuse(Group group, JoinRequest request, Invitation? invitation) => group switch
    {
        { ArchivedAt: not null } => Problems.Unprocessable("archived", "This group has been closed, and nobody joins it any more. The list of groups shows others."),
        _ when user.AgeBand is null => Problems.Unprocessable("age-unknown", "Your sign-in does not say yet which age band you belong to. Please sign out, sign in again, and join then."),
        { AgeBand: AgeBands.Under18 } when user.AgeBand != group.AgeBand =>
            Problems.Unprocessable("age-band", "This group is for people of 16 and 17, who talk among themselves here. The list of groups shows those that are open to you."),
        _ when user.AgeBand != group.AgeBand =>
            Problems.Unprocessable("age-band", "This group is for people of 18 and over. The list of groups shows those for people of 16 and 17."),
        _ when request.CharterVersion != group.CharterVersion =>
            Problems.Conflict("charter-changed", "The charter has been changed since you read it. Please read it once more; then you can join.", new { group.CharterVersion, group.Charter }),
        _ when request.Invitation is not null && invitation?.IsGood(clock.GetUtcNow()) != true =>
            Problems.Unprocessable("invitation-expired", "This link has run out or was used up. Whoever gave it to you can make a new one."),
        _ => null,
    };

    private ProblemHttpResult? Refuse(Group group, JoinRequest request, Application? application) => application switch
    {
        { State: ApplicationState.Declined or ApplicationState.Removed } when clock.GetUtcNow() - application.At < Application.Pause =>
            Problems.Unprocessable("asked-recently", "It is less than a day since you heard from those who hold the group. You can ask again tomorrow."),
        not { State: ApplicationState.Asked } when group is { Admission: Admission.Request, Question: not null } && string.IsNullOrWhiteSpace(request.Answer) =>
            Problems.Invalid("answer", "The group asks something of whoever wants to join. A sentence is enough."),
        _ when request.Answer is not null && MessageText.Refuse(request.Answer, 1000, mayBeEmpty: true) is { } refusal => Problems.Invalid("answer", refusal.Message),
        _ => null,
    };

    private async Task<JoinAnswer> AskAsync(Group group, JoinRequest request, Application? application, CancellationToken cancellationToken)
    {
        var words = Given.OrNull(request.Answer);
        // Those who read it may be asleep; help comes with the answer to whoever is in distress.
        var offer = words is null ? null : support.For(user.Id, user.Country, screening.Screen(words, user.Country));
        if (application?.State is ApplicationState.Asked)
            return Requested with { Support = offer };

        if (application is null)
            db.Add(application = new(group.Id, user.Id));
        application.Ask(words, group.CharterVersion, clock.GetUtcNow());
        var holders = await db.HoldersOfAsync(group.Id, cancellationToken);
        db.Enqueue(new ApplicationArrived(Guid.CreateVersion7(), clock.GetUtcNow(), group.Id, group.Slug, group.Name, holders.Ids, holders.AreTheTeam));
        return Requested with { Support = offer };
    }
}
