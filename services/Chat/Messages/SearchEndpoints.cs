using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerSupport.Chat.Data;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Chat.Messages;

internal static class SearchEndpoints
{
    public static void MapMessageSearch(this IEndpointRouteBuilder routes) =>
        routes.MapGet("groups/{slug}/messages", FindAsync).WithTags("Messages")
            .WithSummary("Finds words in what a group of the reader's own can see, the newest first.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);

    /// <summary>Whether the reader belongs to the group is part of the question for it: of any other there is nothing to find.</summary>
    private static async Task<Results<Ok<Page<FoundMessage>>, ProblemHttpResult>> FindAsync(
        string slug, [Required, StringLength(200, MinimumLength = 2)] string query, long? before, ChatDb db, CurrentUser user, MessageSearch search, CancellationToken cancellationToken)
    {
        var me = user.Id;
        var groupId = await db.Groups
            .Where(group => group.Slug == slug && db.Memberships.Any(membership => membership.GroupId == group.Id && membership.MemberId == me && membership.LeftAt == null))
            .Select(group => (Guid?)group.Id).SingleOrDefaultAsync(cancellationToken);
        if (groupId is null)
            return Problems.NotFound("group-not-found", "There is no group of yours at this address.");
        if (query.Contains('\0', StringComparison.Ordinal))
            return Problems.Invalid("query", "A character in this cannot be looked for. Please leave it out.");

        var found = await search.FindAsync(groupId.Value, query, before ?? long.MaxValue, cancellationToken);
        var isMore = found.Length > MessageSearch.PageSize;
        var shown = isMore ? found[..MessageSearch.PageSize] : found;
        return TypedResults.Ok(new Page<FoundMessage>(shown, isMore ? shown[^1].Sequence.ToString(System.Globalization.CultureInfo.InvariantCulture) : null));
    }
}
