using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerSupport.Chat.Data;
using PeerSupport.Chat.Messages;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Chat.People;

/// <summary>What a member does not want to read about: the whole list, which takes the place of the one before.</summary>
/// <param name="Words">At most 50 words or short phrases of 2 to 60 characters. Order, spaces around them and repetitions do not count.</param>
public sealed record ThemeList([property: Required, MaxLength(Themes.Most)] string[] Words);

/// <summary>What a member does not want to read about: their own list and no other's.</summary>
internal static class ThemeEndpoints
{
    public static void MapThemes(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("me/themes").WithTags("People");
        api.MapGet("", ReadAsync).WithSummary("What the reader does not want to read about.");
        // In the body and as a whole: an address stands in logs, and these words are nobody's business.
        api.MapPut("", PutAsync).WithSummary("Replaces what the reader does not want to read about. Their own devices fold messages with these words; nobody is told.");
    }

    public static async Task<string[]> ThemesOfAsync(this ChatDb db, Guid memberId, CancellationToken cancellationToken) =>
        await db.Themes.Where(themes => themes.MemberId == memberId).Select(themes => themes.Words).SingleOrDefaultAsync(cancellationToken) ?? [];

    private static async Task<ThemeList> ReadAsync(ChatDb db, CurrentUser user, CancellationToken cancellationToken) => new(await db.ThemesOfAsync(user.Id, cancellationToken));

    private static async Task<Results<Ok<ThemeList>, ProblemHttpResult>> PutAsync(ThemeList list, ChatDb db, CurrentUser user, CancellationToken cancellationToken)
    {
        var words = list.Words.Select(word => (word ?? "").Trim()).Where(word => word.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase).ToArray();
        if (words.Any(word => word.Length is < Themes.Shortest or > Themes.Longest || MessageText.Refuse(word) is not null))
        {
            return Problems.Invalid("words", $"Each theme has {Themes.Shortest} to {Themes.Longest} characters.");
        }

        var me = user.Id;
        if (words.Length == 0)
            await db.Themes.Where(themes => themes.MemberId == me).ExecuteDeleteAsync(cancellationToken);
        else
            await db.Database.ExecuteSqlAsync($"insert into themes (member_id, words) values ({me}, {words}) on conflict (member_id) do update set words = excluded.words", cancellationToken);
        return TypedResults.Ok(new ThemeList(words));
    }
}
