using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerSupport.Chat.Data;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Chat.People;

/// <summary>How little a member wants to see of another one.</summary>
/// <param name="Kind"><c>mute</c> or <c>block</c>.</param>
public sealed record BlockRequest([property: Required, RegularExpression("^(mute|block)$")] string Kind);

/// <summary>Somebody whom the reader has muted or blocked. Nobody but the reader ever gets this.</summary>
/// <param name="MemberId">Who.</param>
/// <param name="Pseudonym">Their name.</param>
/// <param name="Kind"><c>mute</c> or <c>block</c>.</param>
/// <param name="Since">Since when.</param>
public sealed record BlockedMember(Guid MemberId, string Pseudonym, string Kind, DateTimeOffset Since);

/// <summary>Whom a member has muted or blocked: their own list and no other's.</summary>
internal static class BlockEndpoints
{
    private const int Limit = 1000;

    public static void MapBlocks(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("me/blocks").WithTags("People");
        api.MapGet("", ListAsync).WithSummary("Whom the reader has muted or blocked.");
        api.MapPut("{memberId:guid}", PutAsync).WithSummary("Mutes or blocks somebody. They are not told, and nothing shows it.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        api.MapDelete("{memberId:guid}", DeleteAsync).WithSummary("Shows somebody's messages again.");
    }

    public static Task<BlockedMember[]> BlocksOfAsync(this ChatDb db, Guid memberId, CancellationToken cancellationToken) => db.Blocks
        .Where(block => block.MemberId == memberId).OrderByDescending(block => block.Since).ThenBy(block => block.OtherId).Take(Limit)
        .Select(block => new BlockedMember(
            block.OtherId, db.Members.Where(member => member.Id == block.OtherId).Select(member => member.Pseudonym).FirstOrDefault() ?? "", Wire.Of(block.Kind), block.Since))
        .ToArrayAsync(cancellationToken);

    private static Task<BlockedMember[]> ListAsync(ChatDb db, CurrentUser user, CancellationToken cancellationToken) => db.BlocksOfAsync(user.Id, cancellationToken);

    private static async Task<Results<NoContent, ProblemHttpResult>> PutAsync(
        Guid memberId, BlockRequest request, ChatDb db, CurrentUser user, TimeProvider clock, CancellationToken cancellationToken)
    {
        var me = user.Id;
        if (memberId == me)
            return Problems.Unprocessable("own-messages", "You cannot mute or block yourself.");
        // Only somebody from a group of one's own, now or before: else the list would tell the name behind any id.
        var done = await db.Database.ExecuteSqlAsync($"""
            insert into blocks (member_id, other_id, kind, since)
            select {me}, {memberId}, {request.Kind}, {clock.GetUtcNow()}
            where exists (select 1 from memberships mine join memberships theirs on theirs.group_id = mine.group_id where mine.member_id = {me} and theirs.member_id = {memberId})
            on conflict (member_id, other_id) do update set kind = excluded.kind
            """, cancellationToken);
        return done == 0 ? Problems.NotFound("member-not-found", "There is nobody like that in a group of yours.") : TypedResults.NoContent();
    }

    private static async Task<NoContent> DeleteAsync(Guid memberId, ChatDb db, CurrentUser user, CancellationToken cancellationToken)
    {
        var me = user.Id;
        await db.Blocks.Where(block => block.MemberId == me && block.OtherId == memberId).ExecuteDeleteAsync(cancellationToken);
        return TypedResults.NoContent();
    }
}
