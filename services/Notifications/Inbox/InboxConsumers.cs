using MassTransit;
using PeerSupport.Contracts;
using PeerSupport.Notifications.Data;
using PeerSupport.Notifications.Texts;

namespace PeerSupport.Notifications.Inbox;

/// <summary>Tells the author what became of their message. Of a message that stayed where it was, without a word to say, they hear nothing.</summary>
internal sealed class MessageDecidedConsumer(NotificationsDb db, NoticeTexts texts) : IConsumer<MessageDecided>
{
    public Task Consume(ConsumeContext<MessageDecided> context)
    {
        var decided = context.Message;
        (NoticeKind Kind, string Key)? about = decided switch
        {
            { Outcome: DecisionOutcome.Remove, WasHeld: true } => (NoticeKind.MessageRemoved, "message_not_let_through"),
            { Outcome: DecisionOutcome.Remove } => (NoticeKind.MessageRemoved, "message_removed"),
            { WasHeld: true } => (NoticeKind.MessageReleased, "message_released"),
            { Reason.Length: > 0 } => (NoticeKind.FromTheTeam, "from_the_team"),
            _ => null,
        };
        if (about is not { } found)
            return Task.CompletedTask;

        var guideline = decided.Guideline is { Length: > 0 } title ? texts.Sentence("guideline", ("guideline", title)) : "";
        var (heading, body) = texts.For(found.Key, ("group", decided.GroupName), ("reason", decided.Reason), ("guideline", guideline));
        return db.TellAsync(context, new Notice(decided.AuthorId, decided.EventId, found.Kind, heading, body, GroupLink.To(decided.GroupSlug), decided.OccurredAt));
    }
}

/// <summary>Tells a reporter for the first time.</summary>
internal sealed class ReportReceivedConsumer(NotificationsDb db, NoticeTexts texts) : IConsumer<ReportReceived>
{
    public Task Consume(ConsumeContext<ReportReceived> context)
    {
        var received = context.Message;
        var (title, body) = texts.For("report_received", ("group", received.GroupName), ("within", texts.Within(received.DueAt - received.OccurredAt)));
        return db.TellAsync(context, new Notice(received.ReporterId, received.EventId, NoticeKind.ReportReceived, title, body, null, received.OccurredAt));
    }
}

/// <summary>Tells a reporter for the second time: what became of the message, never what became of its author.</summary>
internal sealed class ReportDecidedConsumer(NotificationsDb db, NoticeTexts texts) : IConsumer<ReportDecided>
{
    public Task Consume(ConsumeContext<ReportDecided> context)
    {
        var decided = context.Message;
        var (title, body) = texts.For(decided.Outcome is DecisionOutcome.Remove ? "report_removed" : "report_kept", ("group", decided.GroupName));
        return db.TellAsync(context, new Notice(decided.ReporterId, decided.EventId, NoticeKind.ReportDecided, title, body, null, decided.OccurredAt));
    }
}

/// <summary>Tells a member that they were answered or named; not by whom and not in which words, because others may look at their screen.</summary>
internal sealed class MemberAddressedConsumer(NotificationsDb db, NoticeTexts texts) : IConsumer<MemberAddressed>
{
    public Task Consume(ConsumeContext<MemberAddressed> context)
    {
        var addressed = context.Message;
        var (kind, key) = addressed.IsMention ? (NoticeKind.Mentioned, "mentioned") : (NoticeKind.Answered, "answered");
        var (title, body) = texts.For(key, ("group", addressed.GroupName));
        var link = $"/groups/{Uri.EscapeDataString(addressed.GroupSlug)}/room#m-{addressed.MessageId}";
        return db.TellAsync(context, new Notice(addressed.MemberId, addressed.EventId, kind, title, body, link, addressed.OccurredAt));
    }
}

/// <summary>Brings what the team writes to a member.</summary>
internal sealed class TeamWroteConsumer(NotificationsDb db, NoticeTexts texts) : IConsumer<TeamWrote>
{
    public Task Consume(ConsumeContext<TeamWrote> context)
    {
        var wrote = context.Message;
        var (title, body) = texts.For("from_the_team", ("group", wrote.GroupName), ("reason", wrote.Text));
        return db.TellAsync(context, new Notice(wrote.MemberId, wrote.EventId, NoticeKind.FromTheTeam, title, body, GroupLink.To(wrote.GroupSlug), wrote.OccurredAt));
    }
}

/// <summary>Greets somebody who has just registered; later changes of a profile tell nothing.</summary>
internal sealed class MemberProfileChangedConsumer(NotificationsDb db, NoticeTexts texts) : IConsumer<MemberProfileChanged>
{
    public Task Consume(ConsumeContext<MemberProfileChanged> context)
    {
        var changed = context.Message;
        if (changed.Version != 1)
            return Task.CompletedTask;
        var (title, body) = texts.For("welcome", ("pseudonym", changed.Pseudonym));
        return db.TellAsync(context, new Notice(changed.MemberId, changed.EventId, NoticeKind.Welcome, title, body, "/groups", changed.OccurredAt));
    }
}

internal static class InboxRegistration
{
    public static void AddInboxConsumers(this IBusRegistrationConfigurator bus)
    {
        bus.AddConsumer<MessageDecidedConsumer>();
        bus.AddConsumer<ReportReceivedConsumer>();
        bus.AddConsumer<ReportDecidedConsumer>();
        bus.AddConsumer<TeamWroteConsumer>();
        bus.AddGroupConsumers();
        bus.AddConsumer<MemberAddressedConsumer>();
        bus.AddConsumer<MemberProfileChangedConsumer>();
    }

    public static Task TellAsync(this NotificationsDb db, ConsumeContext context, Notice notice)
    {
        db.Notices.Add(notice);
        return db.SaveChangesAsync(context.CancellationToken);
    }
}

internal static class GroupLink
{
    public static string ToPeople(string slug) => $"/groups/{Uri.EscapeDataString(slug)}/people";

    public static string? To(string slug) => slug.Length == 0 ? null : $"/groups/{Uri.EscapeDataString(slug)}";
}
