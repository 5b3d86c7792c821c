using MassTransit;
using PeerSupport.Contracts;
using PeerSupport.Notifications.Data;
using PeerSupport.Notifications.Texts;

namespace PeerSupport.Notifications.Inbox;

/// <summary>Tells those who hold a group, or the team where nobody does, that somebody has asked to join it. What they wrote is read there and is not repeated here.</summary>
internal sealed class ApplicationArrivedConsumer(NotificationsDb db, NoticeTexts texts) : IConsumer<ApplicationArrived>
{
    public Task Consume(ConsumeContext<ApplicationArrived> context)
    {
        var arrived = context.Message;
        var (title, body) = texts.For(arrived.NobodyHolds ? "application_arrived_unheld" : "application_arrived", ("group", arrived.GroupName));
        db.Notices.AddRange(arrived.FacilitatorIds.Distinct()
            .Select(member => new Notice(member, arrived.EventId, NoticeKind.GroupWaits, title, body, GroupLink.ToPeople(arrived.GroupSlug), arrived.OccurredAt)));
        return db.SaveChangesAsync(context.CancellationToken);
    }
}

/// <summary>Tells somebody what became of their wish to join a group.</summary>
internal sealed class ApplicationAnsweredConsumer(NotificationsDb db, NoticeTexts texts) : IConsumer<ApplicationAnswered>
{
    public Task Consume(ConsumeContext<ApplicationAnswered> context)
    {
        var answered = context.Message;
        var key = answered.Outcome switch
        {
            ApplicationOutcome.Joined => "application_joined",
            ApplicationOutcome.Waiting => "application_waiting",
            ApplicationOutcome.MovedUp => "application_moved_up",
            _ => "application_declined",
        };
        var (title, body) = texts.For(key, ("group", answered.GroupName), ("words", answered.Words ?? ""));
        return db.TellAsync(context, new Notice(answered.MemberId, answered.EventId, NoticeKind.GroupAnswer, title, body, GroupLink.To(answered.GroupSlug), answered.OccurredAt));
    }
}

/// <summary>Tells somebody that they were taken out of a group, and why.</summary>
internal sealed class MemberRemovedConsumer(NotificationsDb db, NoticeTexts texts) : IConsumer<MemberRemoved>
{
    public Task Consume(ConsumeContext<MemberRemoved> context)
    {
        var removed = context.Message;
        var (title, body) = texts.For("member_removed", ("group", removed.GroupName), ("words", removed.Reason));
        return db.TellAsync(context, new Notice(removed.MemberId, removed.EventId, NoticeKind.GroupAnswer, title, body, GroupLink.To(removed.GroupSlug), removed.OccurredAt));
    }
}

/// <summary>Tells somebody that they hold a group from now on.</summary>
internal sealed class FacilitatorNamedConsumer(NotificationsDb db, NoticeTexts texts) : IConsumer<FacilitatorNamed>
{
    public Task Consume(ConsumeContext<FacilitatorNamed> context)
    {
        var named = context.Message;
        var (title, body) = texts.For("facilitator_named", ("group", named.GroupName));
        return db.TellAsync(context, new Notice(named.MemberId, named.EventId, NoticeKind.GroupAnswer, title, body, GroupLink.ToPeople(named.GroupSlug), named.OccurredAt));
    }
}

/// <summary>Tells somebody what became of the group that they proposed.</summary>
internal sealed class ProposalAnsweredConsumer(NotificationsDb db, NoticeTexts texts) : IConsumer<ProposalAnswered>
{
    public Task Consume(ConsumeContext<ProposalAnswered> context)
    {
        var answered = context.Message;
        var (title, body) = texts.For(answered.GroupSlug is null ? "proposal_declined" : "proposal_approved", ("group", answered.GroupName), ("words", answered.Words ?? ""));
        return db.TellAsync(context, new Notice(answered.MemberId, answered.EventId, NoticeKind.GroupAnswer, title, body, GroupLink.To(answered.GroupSlug ?? ""), answered.OccurredAt));
    }
}

/// <summary>Tells those who hold a group, or the team where nobody does, that somebody's first words there have no answer yet.</summary>
internal sealed class CareSlotDueConsumer(NotificationsDb db, NoticeTexts texts) : IConsumer<CareSlotDue>
{
    public Task Consume(ConsumeContext<CareSlotDue> context)
    {
        var due = context.Message;
        var (title, body) = texts.For(due.NobodyHolds ? "care_due_unheld" : "care_due", ("group", due.GroupName));
        // A moderator need not belong to the group, and its room is for those who do.
        var link = due.NobodyHolds ? GroupLink.ToPeople(due.GroupSlug) : GroupLink.To(due.GroupSlug) + "/room";
        db.Notices.AddRange(due.FacilitatorIds.Distinct().Select(member => new Notice(member, due.EventId, NoticeKind.GroupWaits, title, body, link, due.OccurredAt)));
        return db.SaveChangesAsync(context.CancellationToken);
    }
}

internal static class GroupRegistration
{
    public static void AddGroupConsumers(this IBusRegistrationConfigurator bus)
    {
        bus.AddConsumer<ApplicationArrivedConsumer>();
        bus.AddConsumer<ApplicationAnsweredConsumer>();
        bus.AddConsumer<MemberRemovedConsumer>();
        bus.AddConsumer<FacilitatorNamedConsumer>();
        bus.AddConsumer<ProposalAnsweredConsumer>();
        bus.AddConsumer<CareSlotDueConsumer>();
    }
}
