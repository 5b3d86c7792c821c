using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerSupport.Chat.Data;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Chat.Groups;

/// <summary>What a reader of the directory looks for; all of it may be left out.</summary>
public sealed record DirectorySearch
{
    /// <summary>Words of the name, the topic or the purpose; beginnings are enough, and a slip of the pen is forgiven.</summary>
    [StringLength(100)]
    public string? Q { get; init; }

    /// <summary>One topic.</summary>
    [StringLength(100)]
    public string? Topic { get; init; }

    /// <summary>One language.</summary>
    [StringLength(10)]
    public string? Language { get; init; }

    /// <summary>How one comes in: <c>open</c> or <c>request</c>.</summary>
    [RegularExpression("^(open|request)$", ErrorMessage = "Use open or request.")]
    public string? Admission { get; init; }

    /// <summary>One age band.</summary>
    [StringLength(10)]
    public string? Age { get; init; }

    /// <summary>Only groups that have a place free.</summary>
    public bool? Free { get; init; }

    /// <summary>The page after this one: its <c>next</c>.</summary>
    [StringLength(100)]
    public string? After { get; init; }
}

/// <summary>A group in the directory.</summary>
internal sealed record GroupListing(
    string Slug, string Name, string Purpose, string Language, string? Topic, Admission Admission, string AgeBand, int Size, bool IsFull);

/// <summary>A page of the directory, what it can be narrowed to, and whether members may propose groups.</summary>
internal sealed record GroupDirectory(IReadOnlyList<GroupListing> Items, string? Next, string[] Topics, string[] Languages, bool MayPropose);

internal static class DirectoryEndpoint
{
    private const int PageSize = 20;
    private const int MostWords = 6;

    /// <summary>How much of a word's trigrams must be there. Two letters that changed places leave about half of them.</summary>
    private const double Alike = 0.45;

    public static void MapDirectory(this IEndpointRouteBuilder api) =>
        api.MapGet("groups", ListAsync).AllowAnonymous().WithSummary("The directory of groups, by name, in pages of 20; groups by invitation and closed ones are not in it.");

    /// <summary>About how many belong to it: 0 for fewer than five, else rounded, so that nobody's coming or going shows.</summary>
    internal static int About(int members)
    {
        var step = members switch { < 5 => members + 1, < 25 => 5, < 100 => 10, < 1000 => 50, _ => 100 };
        return members < 5 ? 0 : (members + (step / 2)) / step * step;
    }

    private static async Task<Results<Ok<GroupDirectory>, ProblemHttpResult>> ListAsync(
        [AsParameters] DirectorySearch search, ChatDb db, IConfiguration configuration, CancellationToken cancellationToken)
    {
        var listed = db.Groups.AsNoTracking().Where(group => group.Admission != Admission.Invitation && group.ArchivedAt == null);
        var found = Narrow(listed, search, db);
        if (search.After is { } after)
        {
            if (await listed.Where(group => group.Slug == after).Select(group => group.Name).SingleOrDefaultAsync(cancellationToken) is not { } name)
                return Problems.Invalid("after", "Pass the value of next from the page before.");
            found = found.Where(group => EF.Functions.GreaterThan(ValueTuple.Create(group.Name, group.Slug), ValueTuple.Create(name, after)));
        }

        var page = await found.OrderBy(group => group.Name).ThenBy(group => group.Slug).Take(PageSize + 1)
            .Select(group => new { Group = group, Members = db.Memberships.Count(membership => membership.GroupId == group.Id && membership.LeftAt == null) })
            .ToListAsync(cancellationToken);
        var items = page.Take(PageSize).Select(row => new GroupListing(
            row.Group.Slug, row.Group.Name, row.Group.Purpose, row.Group.Language, row.Group.Topic, row.Group.Admission, row.Group.AgeBand,
            About(row.Members), row.Members >= row.Group.Capacity)).ToList();
        return TypedResults.Ok(new GroupDirectory(items, page.Count > PageSize ? items[^1].Slug : null,
            await listed.Where(group => group.Topic != null).Select(group => group.Topic!).Distinct().OrderBy(topic => topic).Take(200).ToArrayAsync(cancellationToken),
            await listed.Select(group => group.Language).Distinct().OrderBy(language => language).Take(200).ToArrayAsync(cancellationToken),
            configuration.GetValue<bool>(ProposalEndpoints.Setting)));
    }

    private static IQueryable<Group> Narrow(IQueryable<Group> groups, DirectorySearch search, ChatDb db)
    {
        if (!string.IsNullOrWhiteSpace(search.Topic))
            groups = groups.Where(group => group.Topic == search.Topic);
        if (!string.IsNullOrWhiteSpace(search.Language))
            groups = groups.Where(group => group.Language == search.Language);
        if (search.Admission is { Length: > 0 } way && Wire.TryParse<Admission>(way, out var admission))
            groups = groups.Where(group => group.Admission == admission);
        if (!string.IsNullOrWhiteSpace(search.Age))
            groups = groups.Where(group => group.AgeBand == search.Age);
        if (search.Free == true)
            groups = groups.Where(group => group.Capacity == null || db.Memberships.Count(membership => membership.GroupId == group.Id && membership.LeftAt == null) < group.Capacity);
        foreach (var word in (search.Q ?? "").Replace("\0", "", StringComparison.Ordinal).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Take(MostWords))
        {
            var part = Like.Part(word);
            groups = groups.Where(group => EF.Functions.ILike(group.Name + " " + (group.Topic ?? "") + " " + group.Purpose, part, Like.Escape)
                || EF.Functions.TrigramsWordSimilarity(word, group.Name + " " + (group.Topic ?? "")) >= Alike);
        }

        return groups;
    }
}
