using Microsoft.EntityFrameworkCore;
using PeerSupport.Chat.Data;
using PeerSupport.Chat.Hubs;
using PeerSupport.Contracts;
using PeerSupport.Outbox;

namespace PeerSupport.Chat.Groups;

/// <summary>
/// Who comes into a group and who leaves it. Every method that changes that runs in a transaction that has locked the group's row, so that a group never
/// has more members than places and whoever waits moves up in the moment in which a place becomes free.
/// </summary>
internal sealed class Admissions(ChatDb db, Memberships memberships, Broadcaster broadcaster, TimeProvider clock)
{
    public Task<Group> LockAsync(Guid groupId, CancellationToken cancellationToken) =>
        db.Groups.FromSql($"select * from groups where id = {groupId} for no key update").AsNoTracking().SingleAsync(cancellationToken);

    /// <summary>In, or onto the list when the group is full. True when they are in.</summary>
    public async Task<bool> TakeInAsync(Group group, Guid memberId, long charterVersion, Application? application, CancellationToken cancellationToken)
    {
        var waiting = db.Applications.Where(other => other.GroupId == group.Id && other.State == ApplicationState.Waiting);
        if (await FreeAsync(group, cancellationToken) > 0 && !await waiting.AnyAsync(cancellationToken))
        {
            await AdmitAsync(group.Id, memberId, charterVersion, cancellationToken);
            if (application is not null)
                db.Remove(application);
            return true;
        }

        var last = await waiting.MaxAsync(other => (long?)other.Place, cancellationToken) ?? 0;
        if (application is null)
            db.Add(application = new(group.Id, memberId));
        application.Wait(last + 1, charterVersion, clock.GetUtcNow());
        return false;
    }

    /// <summary>Fills the places that are free with those who wait, in their order, and tells them. A closed group takes nobody in.</summary>
    public async Task MoveUpAsync(Group group, CancellationToken cancellationToken)
    {
        if (group.ArchivedAt is not null || await FreeAsync(group, cancellationToken) is not (> 0 and var free))
            return;
        var next = await db.Applications.Where(application => application.GroupId == group.Id && application.State == ApplicationState.Waiting)
            .OrderBy(application => application.Place).Take(free).ToListAsync(cancellationToken);
        foreach (var application in next)
        {
            await AdmitAsync(group.Id, application.MemberId, application.CharterVersion, cancellationToken);
            db.Remove(application);
            Tell(group, application.MemberId, ApplicationOutcome.MovedUp, null);
        }
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Ends a membership, or takes back what was asked for. False when there was neither.</summary>
    public async Task<bool> LeaveAsync(Guid groupId, Guid memberId, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var group = await LockAsync(groupId, cancellationToken);
        var found = await EndAsync(group, memberId, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return found;
    }

    /// <summary>As <see cref="LeaveAsync"/>, within a transaction that has locked the group.</summary>
    public async Task<bool> EndAsync(Group group, Guid memberId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var left = await db.Memberships.Where(membership => membership.GroupId == group.Id && membership.MemberId == memberId && membership.LeftAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(membership => membership.LeftAt, now), cancellationToken);
        if (left > 0)
            await db.Database.ExecuteSqlAsync($"update groups set departures = departures + 1 where id = {group.Id}", cancellationToken);
        // A no, or having been taken out, is nothing that one can take back. Where nobody else has to ask, only they had asked.
        if (group.Admission is not Admission.Request)
            await db.Applications.Where(application => application.GroupId == group.Id && application.MemberId == memberId && application.State == ApplicationState.Asked)
                .ExecuteUpdateAsync(set => set.SetProperty(application => application.State, ApplicationState.Removed), cancellationToken);
        var withdrawn = await db.Applications
            .Where(application => application.GroupId == group.Id && application.MemberId == memberId && (application.State == ApplicationState.Asked || application.State == ApplicationState.Waiting))
            .ExecuteDeleteAsync(cancellationToken);
        db.AfterCommit.Add(() =>
        {
            memberships.Forget(group.Id, memberId);
            return broadcaster.DismissAsync(group.Id, memberId);
        });
        await MoveUpAsync(group, cancellationToken);
        return left + withdrawn > 0;
    }

    /// <summary>Takes somebody out and tells them why, within a transaction that has locked the group. They come back only when somebody lets them.</summary>
    public async Task RemoveAsync(Group group, Guid memberId, string reason, CancellationToken cancellationToken)
    {
        await EndAsync(group, memberId, cancellationToken);
        var application = new Application(group.Id, memberId);
        application.Remove(reason, clock.GetUtcNow());
        db.Add(application);
        db.Enqueue(new MemberRemoved(Guid.CreateVersion7(), clock.GetUtcNow(), group.Id, group.Slug, group.Name, memberId, reason));
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Makes somebody a facilitator, beyond the group's places and its age band: whoever holds a group of young people is of age.</summary>
    public async Task NameAsync(Group group, Guid memberId, CancellationToken cancellationToken)
    {
        await db.Database.ExecuteSqlAsync($"""
            insert into memberships (group_id, member_id, role, charter_version, joined_at) values ({group.Id}, {memberId}, 'facilitator', {group.CharterVersion}, {clock.GetUtcNow()})
            on conflict (group_id, member_id) do update set role = excluded.role, left_at = null,
                joined_at = case when memberships.left_at is null then memberships.joined_at else excluded.joined_at end
            """, cancellationToken);
        await db.Applications.Where(application => application.GroupId == group.Id && application.MemberId == memberId).ExecuteDeleteAsync(cancellationToken);
        db.AfterCommit.Add(() =>
        {
            memberships.Forget(group.Id, memberId);
            broadcaster.Changed(group.Id);
            return Task.CompletedTask;
        });
    }

    /// <summary>Answers a request, within a transaction that has locked the group.</summary>
    public async Task AnswerAsync(Group group, Application application, bool isAccepted, string? words, CancellationToken cancellationToken)
    {
        var memberId = application.MemberId;
        if (!isAccepted)
            application.Decline(words, clock.GetUtcNow());
        var outcome = !isAccepted ? ApplicationOutcome.Declined
            : await TakeInAsync(group, memberId, application.CharterVersion, application, cancellationToken) ? ApplicationOutcome.Joined : ApplicationOutcome.Waiting;
        Tell(group, memberId, outcome, words);
        await db.SaveChangesAsync(cancellationToken);
    }

    private void Tell(Group group, Guid memberId, ApplicationOutcome outcome, string? words) =>
        db.Enqueue(new ApplicationAnswered(Guid.CreateVersion7(), clock.GetUtcNow(), group.Id, group.Slug, group.Name, memberId, outcome, words));

    private async Task AdmitAsync(Guid groupId, Guid memberId, long charterVersion, CancellationToken cancellationToken)
    {
        // Whoever comes back is a member, whatever they were before they left.
        await db.Database.ExecuteSqlAsync($"""
            insert into memberships (group_id, member_id, role, charter_version, joined_at) values ({groupId}, {memberId}, 'member', {charterVersion}, {clock.GetUtcNow()})
            on conflict (group_id, member_id) do update set charter_version = excluded.charter_version, left_at = null, role = excluded.role, joined_at = excluded.joined_at
            """, cancellationToken);
        db.AfterCommit.Add(() =>
        {
            memberships.Forget(groupId, memberId);
            return Task.CompletedTask;
        });
    }

    private async Task<int> FreeAsync(Group group, CancellationToken cancellationToken) => group.Capacity is { } capacity
        ? capacity - await db.Memberships.CountAsync(membership => membership.GroupId == group.Id && membership.LeftAt == null, cancellationToken)
        : int.MaxValue;
}
