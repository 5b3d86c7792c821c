using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using PeerSupport.Chat.Data;
using PeerSupport.Chat.Hubs;
using PeerSupport.Chat.Messages;
using PeerSupport.Contracts;
using PeerSupport.Outbox;
using PeerSupport.Screening;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Chat.Groups;

/// <summary>Checks what a group is to become, stores it, and tells the other services and nodes.</summary>
internal sealed class GroupChanges(ChatDb db, Admissions admissions, MessageScreening screening, Broadcaster broadcaster, TimeProvider clock)
{
    /// <summary>What is wrong, by the field's name; null when nothing is.</summary>
    public ProblemHttpResult? Refuse(GroupRequest request)
    {
        if (request.Charter.Any(sentence => string.IsNullOrWhiteSpace(sentence) || sentence.Length > 300))
            return Problems.Invalid("charter", "Each sentence of the charter has 1 to 300 characters.");
        if (request.QuietFrom is null != request.QuietTo is null || (request.QuietFrom is not null && request.QuietFrom == request.QuietTo))
            return Problems.Invalid("quietTo", "Quiet hours have a beginning and an end, at different times.");
        if (request.TimeZone is { } zone && !(TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) && found.HasIanaId))
            return Problems.Invalid("timeZone", "Use the name of a time zone such as Europe/London.");
        return Refuse("name", request.Name) ?? Refuse("purpose", request.Purpose) ?? Refuse("question", request.Question);
    }

    /// <summary>Null when it is stored.</summary>
    public async Task<ProblemHttpResult?> SaveAsync(Group group, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        db.Enqueue(new GroupChanged(Guid.CreateVersion7(), clock.GetUtcNow(), group.Id, group.Version, group.Slug, group.Name));
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException exception) when (exception is DbUpdateConcurrencyException or { InnerException: PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } })
        {
            db.ChangeTracker.Clear();
            return GroupDesk.Changed();
        }
        // The row is locked by the change itself. There may be more places now than before.
        await admissions.MoveUpAsync(group, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        broadcaster.Changed(group.Id);
        return null;
    }

    /// <summary>
    /// Everybody reads what a group calls itself, so it is held to what its messages are held to; but a group for people who live with thoughts of
    /// suicide, or with violence, must be able to say so. The model is not asked: it can give no reason that somebody could answer with other words.
    /// </summary>
    private ProblemHttpResult? Refuse(string field, string? text) =>
        text is not null && screening.Screen(text, null).Matches
            .FirstOrDefault(match => match.Risk is not "low" && !Labels.IsDistress(match.Label) && !match.IsOfModel()) is { } match
            ? Problems.Invalid(field, $"The rules for messages find something here: {match.Explanation} Please put it in other words.")
            : null;
}
