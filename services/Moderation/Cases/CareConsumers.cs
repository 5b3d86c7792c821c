using MassTransit;
using Microsoft.EntityFrameworkCore;
using PeerSupport.Contracts;
using PeerSupport.Moderation.Data;

namespace PeerSupport.Moderation.Cases;

/// <summary>A worry about a member is a case of its own, apart from any judgement of the message.</summary>
internal sealed class MemberReferredConsumer(ModerationDb db) : IConsumer<MemberReferred>
{
    public async Task Consume(ConsumeContext<MemberReferred> context)
    {
        var (referred, cancellationToken) = (context.Message, context.CancellationToken);
        // Several who worry about the same words, or one who says it twice, are one case for the one who answers. They come one after the other, for there
        // may be no row yet that a second one could wait for.
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({referred.MessageId.ToString()}, 0))", cancellationToken);
        var item = (await db.LockCasesAboutAsync(referred.MessageId, cancellationToken)).Find(found => found is { Kind: CaseKind.Referral, IsOpen: true });
        if (item is null)
        {
            item = new Case(CaseKind.Referral, referred.GroupId, referred.MessageId, referred.MemberId, referred.OccurredAt);
            db.Cases.Add(item);
        }
        else
        {
            await db.Entry(item).Collection(found => found.Reports).LoadAsync(cancellationToken);
        }

        item.TakeWords(referred.Text, CaseRisk.High, referred.OccurredAt);
        if (item.Reports.Find(report => report.ReporterId == referred.ReferrerId) is { } earlier)
            earlier.Renew(0, "worried", referred.Note ?? earlier.Note, referred.OccurredAt);
        else
            item.Reports.Add(new Report(item.Id, referred.ReferrerId, 0, "worried", referred.Note, referred.OccurredAt));
        await db.SaveChangesAsync(cancellationToken);
    }
}

/// <summary>A question to the team; its answer comes back as a word from the team.</summary>
internal sealed class ModeratorAskedConsumer(ModerationDb db) : IConsumer<ModeratorAsked>
{
    public async Task Consume(ConsumeContext<ModeratorAsked> context)
    {
        var asked = context.Message;
        var item = new Case(CaseKind.Question, asked.GroupId, null, asked.MemberId, asked.OccurredAt);
        item.TakeWords(asked.Text, CaseRisk.Medium, asked.OccurredAt);
        db.Cases.Add(item);
        await db.SaveChangesAsync(context.CancellationToken);
    }
}

internal static class CaseRegistration
{
    public static void AddCaseConsumers(this IBusRegistrationConfigurator bus)
    {
        bus.AddConsumer<MessagesScreenedConsumer>();
        bus.AddConsumer<MessageReportedConsumer>();
        bus.AddConsumer<MessageTakenBackConsumer>();
        bus.AddConsumer<MemberReferredConsumer>();
        bus.AddConsumer<ModeratorAskedConsumer>();
    }

    /// <summary>The group's name; a word that fits into a sentence when chat's event about the group has not arrived yet.</summary>
    public static async Task<string> GroupNameAsync(this ModerationDb db, Guid groupId, CancellationToken cancellationToken) =>
        await db.Groups.Where(group => group.Id == groupId).Select(group => group.Name).SingleOrDefaultAsync(cancellationToken) ?? "your group";
}
