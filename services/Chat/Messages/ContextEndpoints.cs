using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerSupport.Chat.Data;
using PeerSupport.Contracts;
using PeerSupport.Outbox;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Chat.Messages;

internal sealed record MessageContext(ContextGroup Group, ContextMessage[] Messages);

internal sealed record ContextGroup(Guid Id, string Slug, string Name);

/// <summary>One message of the talk. <paramref name="Earlier"/> are the texts that its author has changed since, the newest first; only the subject has them.</summary>
internal sealed record ContextMessage(Guid Id, string Author, DateTimeOffset At, string? Body, MessageState State, bool IsSubject, EarlierText[] Earlier);

/// <summary>A text that stood there before, and until when; null while the group still reads it, because the newer one waits for a moderator.</summary>
internal sealed record EarlierText(string Body, DateTimeOffset? Until);

internal static class ContextEndpoints
{
    private const int Limit = 50;

    public static void MapMessageContext(this IEndpointRouteBuilder routes) =>
        routes.MapGet("groups/{groupId:guid}/messages/{messageId:guid}/context", ShowAsync).RequireAuthorization(Policies.Moderator).WithTags("Moderation")
            .WithSummary("The talk around a message. The reading is written into the ledger.").ProducesProblem(StatusCodes.Status404NotFound);

    /// <summary>The talk around a message. The reading itself is an event, written before anything is handed out.</summary>
    private static async Task<Results<Ok<MessageContext>, ProblemHttpResult>> ShowAsync(
        Guid groupId, Guid messageId, ChatDb db, CurrentUser user, TimeProvider clock, CancellationToken cancellationToken, int before = 10, int after = 10)
    {
        var group = await db.Groups.Where(group => group.Id == groupId).Select(group => new ContextGroup(group.Id, group.Slug, group.Name)).SingleOrDefaultAsync(cancellationToken);
        var subject = await db.Messages.AsNoTracking().SingleOrDefaultAsync(message => message.Id == messageId && message.GroupId == groupId, cancellationToken);
        if (group is null || subject is null)
            return Problems.NotFound("message-not-found", "There is no such message in this group.");

        db.Enqueue(new MessageContextRead(Guid.CreateVersion7(), clock.GetUtcNow(), user.Id, groupId, messageId));
        await db.SaveChangesAsync(cancellationToken);

        var others = db.Messages.Where(message => message.GroupId == groupId);
        var earlier = await ReadAsync(db, others
            .Where(message => message.PostedAt < subject.PostedAt || (message.PostedAt == subject.PostedAt && message.Id < subject.Id))
            .OrderByDescending(message => message.PostedAt).ThenByDescending(message => message.Id).Take(Math.Clamp(before, 0, Limit)), messageId, cancellationToken);
        var rest = await ReadAsync(db, others
            .Where(message => message.PostedAt > subject.PostedAt || (message.PostedAt == subject.PostedAt && message.Id >= subject.Id))
            .OrderBy(message => message.PostedAt).ThenBy(message => message.Id).Take(Math.Clamp(after, 0, Limit) + 1), messageId, cancellationToken);
        if (subject is { State: MessageState.Visible, PendingBody: not null })
            rest[0] = rest[0] with { Earlier = [new(subject.Body, null), .. rest[0].Earlier] };
        return TypedResults.Ok(new MessageContext(group, [.. Enumerable.Reverse(earlier), .. rest]));
    }

    private static async Task<List<ContextMessage>> ReadAsync(ChatDb db, IQueryable<Message> messages, Guid subject, CancellationToken cancellationToken) =>
        await messages.AsNoTracking().Select(message => new ContextMessage(
            message.Id,
            db.Members.Where(member => member.Id == message.AuthorId).Select(member => member.Pseudonym).FirstOrDefault() ?? "",
            message.PostedAt,
            message.State == MessageState.Deleted || message.State == MessageState.TakenBack ? null : message.PendingBody ?? message.Body,
            message.State,
            message.Id == subject,
            db.MessageRevisions.Where(revision => revision.MessageId == message.Id && message.Id == subject).OrderByDescending(revision => revision.Revision).Take(50)
                .Select(revision => new EarlierText(revision.Body, revision.ChangedAt)).ToArray())).ToListAsync(cancellationToken);
}
