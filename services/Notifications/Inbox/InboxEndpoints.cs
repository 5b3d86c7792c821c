using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerSupport.Notifications.Data;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Notifications.Inbox;

internal static class InboxEndpoints
{
    private const int PageSize = 30;

    public static void MapInbox(this IEndpointRouteBuilder app)
    {
        var inbox = app.MapGroup("/api/notifications/inbox").RequireAuthorization(Policies.Member).WithTags("Inbox");
        inbox.MapGet("", Page).WithSummary("The reader's inbox, the newest first; pass next as before to get the following page.");
        inbox.MapGet("unread", AnyUnread).WithSummary("Whether something waits.");
        inbox.MapPost("{id:guid}/read", MarkRead).WithSummary("Marks an entry as read.").ProducesProblem(StatusCodes.Status404NotFound);
        inbox.MapPost("read-all", MarkAllRead).WithSummary("Marks everything as read.");
    }

    private static async Task<Results<Ok<Page<InboxEntry>>, ProblemHttpResult>> Page(
        NotificationsDb db, CurrentUser user, CancellationToken cancellationToken, string? before = null)
    {
        var notices = db.Notices.AsNoTracking().Where(notice => notice.MemberId == user.Id);
        if (before is not null)
        {
            if (ReadKey(before) is not var (at, id))
                return Problems.Invalid("before", "Pass the value of next from the page before.");
            notices = notices.Where(notice => notice.At < at || (notice.At == at && notice.Id.CompareTo(id) < 0));
        }

        var found = await notices.OrderByDescending(notice => notice.At).ThenByDescending(notice => notice.Id).Take(PageSize + 1)
            .Select(notice => new InboxEntry(notice.Id, notice.Kind, notice.Title, notice.Body, notice.Link, notice.At, notice.ReadAt != null))
            .ToListAsync(cancellationToken);
        var page = found.Take(PageSize).ToList();
        return TypedResults.Ok(new Page<InboxEntry>(page, found.Count > PageSize ? WriteKey(page[^1]) : null));
    }

    private static async Task<Ok<Unread>> AnyUnread(NotificationsDb db, CurrentUser user, CancellationToken cancellationToken) =>
        TypedResults.Ok(new Unread(await db.Notices.AnyAsync(notice => notice.MemberId == user.Id && notice.ReadAt == null, cancellationToken)));

    private static async Task<Results<NoContent, ProblemHttpResult>> MarkRead(
        Guid id, NotificationsDb db, CurrentUser user, TimeProvider clock, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var found = await db.Notices.Where(notice => notice.Id == id && notice.MemberId == user.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(notice => notice.ReadAt, notice => notice.ReadAt ?? now), cancellationToken);
        return found == 0 ? Problems.NotFound("notice_not_found", "There is no such entry in your inbox.") : TypedResults.NoContent();
    }

    private static async Task<NoContent> MarkAllRead(NotificationsDb db, CurrentUser user, TimeProvider clock, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await db.Notices.Where(notice => notice.MemberId == user.Id && notice.ReadAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(notice => notice.ReadAt, now), cancellationToken);
        return TypedResults.NoContent();
    }

    private static string WriteKey(InboxEntry entry) => $"{entry.At.UtcTicks.ToString(CultureInfo.InvariantCulture)}-{entry.Id:N}";

    private static (DateTimeOffset At, Guid Id)? ReadKey(string key) =>
        key.Split('-') is [var ticks, var id]
        && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= DateTimeOffset.MaxValue.UtcTicks
        && Guid.TryParseExact(id, "N", out var parsed)
            ? (new DateTimeOffset(at, TimeSpan.Zero), parsed)
            : null;
}
