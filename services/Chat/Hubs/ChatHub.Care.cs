using PeerSupport.Chat.Data;
using PeerSupport.Chat.Messages;
using PeerSupport.Contracts;
using PeerSupport.Outbox;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Chat.Hubs;

/// <summary>Telling the team something.</summary>
internal sealed partial class ChatHub
{
    private const int ReasonLimit = 50;

    public async Task<Answer> Report(NewReport report, ChatDb db, MessageChanges changes)
    {
        if (report.Reason is not { Length: > 0 and <= ReasonLimit } reason || !reason.All(letter => char.IsAsciiLetterLower(letter) || letter == '_'))
            return Refusal.Invalid.As<Answer>();
        return await TellAsync(db, changes, new(report.GroupId, report.MessageId), report.Note, Texts.Reported, message => new MessageReported(
            Guid.CreateVersion7(), clock.GetUtcNow(), Me, message.GroupId, message.Id, message.AuthorId, message.Revision, reason, Given.OrNull(report.Note),
            MessageScreening.TextOf(message.Body, message.ContentNote)));
    }

    public Task<Answer> Refer(NewReferral referral, ChatDb db, MessageChanges changes) =>
        TellAsync(db, changes, new(referral.GroupId, referral.MessageId), referral.Note, Texts.Referred, message => new MemberReferred(
            Guid.CreateVersion7(), clock.GetUtcNow(), Me, message.GroupId, message.Id, message.AuthorId, Given.OrNull(referral.Note),
            MessageScreening.TextOf(message.Body, message.ContentNote)));

    public async Task<Answer> AskModerator(NewQuestion question, ChatDb db)
    {
        if (MessageText.Refuse(question.Text) is { } refusal)
            return refusal.As<Answer>();
        if (await RefuseAsync(question.GroupId) is { } no)
            return no.As<Answer>();
        db.Enqueue(new ModeratorAsked(Guid.CreateVersion7(), clock.GetUtcNow(), Me, question.GroupId, question.Text!));
        await db.SaveChangesAsync(Gone);
        return new() { Message = Texts.Asked };
    }

    /// <summary>About somebody else's message that the group can see.</summary>
    private async Task<Answer> TellAsync(
        ChatDb db, MessageChanges changes, MessageReference about, string? note, string thanks, Func<Message, IIntegrationEvent> tell)
    {
        if (MessageText.Refuse(note, MessageText.NoteLimit, mayBeEmpty: true) is { } refusal)
            return refusal.As<Answer>();
        if (await RefuseAsync(about.GroupId) is { } no)
            return no.As<Answer>();

        await using var transaction = await db.Database.BeginTransactionAsync(Gone);
        if (await changes.LockAsync(about.GroupId, about.MessageId, Gone) is not { State: MessageState.Visible } message || message.AuthorId == Me)
            return Refusal.NotFound.As<Answer>();
        message.Review();
        db.Enqueue(tell(message));
        await db.SaveChangesAsync(Gone);
        await transaction.CommitAsync(Gone);
        return new() { Message = thanks };
    }
}
