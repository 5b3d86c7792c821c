using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerSupport.Chat.Data;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Chat.Groups;

/// <summary>What admins do with groups.</summary>
internal static partial class GroupDesk
{
    private const int PageSize = 50;

    public static void MapGroupDesk(this IEndpointRouteBuilder api)
    {
        api.MapGet("admin/groups", AllAsync).RequireAuthorization(Policies.Admin).WithSummary("All groups, closed ones and those by invitation too, by name, in pages of 50.");
        var desk = api.MapGroup("groups/{slug}").RequireAuthorization(Policies.Admin).ProducesProblem(StatusCodes.Status409Conflict);
        desk.MapPut("", DescribeAsync).WithSummary("Makes a group or describes it anew: with If-Match only over that version, with If-None-Match: * only a new one.");
        desk.MapGet("settings", SettingsAsync).WithSummary("All that an admin sets of a group.").ProducesProblem(StatusCodes.Status404NotFound);
        desk.MapPost("archive", ArchiveAsync).WithSummary("Closes a group: its members may read, nobody posts or joins.").ProducesProblem(StatusCodes.Status404NotFound);
        desk.MapPost("reopen", ReopenAsync).WithSummary("Opens a closed group again.").ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Ok<GroupSummary>, ProblemHttpResult>> DescribeAsync(
        string slug, GroupRequest request, HttpContext http, ChatDb db, GroupChanges changes, CancellationToken cancellationToken)
    {
        if (!SlugPattern().IsMatch(slug))
            return Problems.Invalid("slug", "Use lower-case letters, digits and single dashes.");
        if (changes.Refuse(request) is { } refusal)
            return refusal;

        var group = await db.Groups.SingleOrDefaultAsync(group => group.Slug == slug, cancellationToken);
        if (http.Request.Headers.IfMatch.ToString() is { Length: > 0 } expected && expected != Etag(group?.Version))
            return Changed();
        if (http.Request.Headers.IfNoneMatch.ToString() is { Length: > 0 } && group is not null)
            return Problems.Conflict("slug-taken", "There is a group at this address already. Please choose another one.");
        if (group is null)
            db.Add(group = new Group(slug));
        else if ((request.AgeBand ?? AgeBands.Adults) != group.AgeBand && await db.Memberships.AnyAsync(membership => membership.GroupId == group.Id && membership.LeftAt == null, cancellationToken))
            return Problems.Invalid("ageBand", "People of one age band belong to this group already, and the bands are kept apart. Make a new group for the other one.");
        group.Describe(request);
        return await changes.SaveAsync(group, cancellationToken) is { } conflict
            ? conflict
            : TypedResults.Ok(new GroupSummary(group.Id, group.Slug, group.Name, group.Purpose, group.Language, group.Topic));
    }

    private static async Task<Results<Ok<Page<GroupRow>>, ProblemHttpResult>> AllAsync(ChatDb db, CancellationToken cancellationToken, string? after = null)
    {
        var groups = db.Groups.AsNoTracking();
        if (after is not null)
        {
            if (await groups.Where(group => group.Slug == after).Select(group => group.Name).SingleOrDefaultAsync(cancellationToken) is not { } name)
                return Problems.Invalid("after", "Pass the value of next from the page before.");
            groups = groups.Where(group => EF.Functions.GreaterThan(ValueTuple.Create(group.Name, group.Slug), ValueTuple.Create(name, after)));
        }
        var page = await groups.OrderBy(group => group.Name).ThenBy(group => group.Slug).Take(PageSize + 1)
            .Select(group => new GroupRow(group.Slug, group.Name, group.Admission, group.AgeBand, group.ArchivedAt != null,
                db.Memberships.Count(membership => membership.GroupId == group.Id && membership.LeftAt == null), group.Capacity,
                db.Applications.Count(application => application.GroupId == group.Id && application.State == ApplicationState.Asked),
                db.Applications.Count(application => application.GroupId == group.Id && application.State == ApplicationState.Waiting)))
            .ToListAsync(cancellationToken);
        var items = page.Take(PageSize).ToList();
        return TypedResults.Ok(new Page<GroupRow>(items, page.Count > PageSize ? items[^1].Slug : null));
    }

    private static async Task<Results<Ok<GroupSettings>, ProblemHttpResult>> SettingsAsync(string slug, HttpContext http, ChatDb db, CancellationToken cancellationToken)
    {
        if (await db.Groups.AsNoTracking().SingleOrDefaultAsync(group => group.Slug == slug, cancellationToken) is not { } group)
            return GroupEndpoints.NoSuchGroup();
        http.Response.Headers.ETag = Etag(group.Version);
        return TypedResults.Ok(new GroupSettings(group.Id, group.Slug, group.Version, group.CharterVersion, group.ArchivedAt,
            new(group.Name, group.Purpose, group.Language, group.Topic, group.Cover, group.Charter)
            {
                Admission = group.Admission,
                Question = group.Question,
                Capacity = group.Capacity,
                AgeBand = group.AgeBand,
                SlowSeconds = group.SlowSeconds,
                QuietFrom = group.QuietFrom,
                QuietTo = group.QuietTo,
                TimeZone = group.TimeZone,
                CareMinutes = group.CareMinutes,
                SampledForReview = group.SampledForReview,
            }));
    }

    private static Task<Results<NoContent, ProblemHttpResult>> ArchiveAsync(string slug, ChatDb db, GroupChanges changes, TimeProvider clock, CancellationToken cancellationToken) =>
        ChangeAsync(slug, db, changes, group => group.ArchivedAt is null, group => group.Archive(clock.GetUtcNow()), cancellationToken);

    private static Task<Results<NoContent, ProblemHttpResult>> ReopenAsync(string slug, ChatDb db, GroupChanges changes, CancellationToken cancellationToken) =>
        ChangeAsync(slug, db, changes, group => group.ArchivedAt is not null, group => group.Reopen(), cancellationToken);

    private static async Task<Results<NoContent, ProblemHttpResult>> ChangeAsync(
        string slug, ChatDb db, GroupChanges changes, Func<Group, bool> isNeeded, Action<Group> change, CancellationToken cancellationToken)
    {
        if (await db.Groups.SingleOrDefaultAsync(group => group.Slug == slug, cancellationToken) is not { } group)
            return GroupEndpoints.NoSuchGroup();
        if (!isNeeded(group))
            return TypedResults.NoContent();
        change(group);
        return await changes.SaveAsync(group, cancellationToken) is { } conflict ? conflict : TypedResults.NoContent();
    }

    internal static ProblemHttpResult Changed() =>
        Problems.Conflict("group-changed", "Somebody else changed this group in the meantime. Load it again, and make your change there.");

    private static string Etag(long? version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex SlugPattern();
}
