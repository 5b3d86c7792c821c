using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerSupport.Moderation.Data;
using PeerSupport.Screening;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Moderation.Rules;

/// <summary>What there is to read of the rules.</summary>
internal static class RuleReading
{
    private const int PageSize = 50;

    public static async Task<Ok<Page<RuleVersionSummary>>> List(ModerationDb db, CurrentUser user, CancellationToken cancellationToken, int? before = null)
    {
        var versions = await db.Summaries(db.RuleVersions.Where(version => before == null || version.Number < before)
            .OrderByDescending(version => version.Number).Take(PageSize + 1), user.Id).ToListAsync(cancellationToken);
        var page = versions.OrderByDescending(version => version.Number).Take(PageSize).ToList();
        return TypedResults.Ok(new Page<RuleVersionSummary>(page, versions.Count > PageSize ? $"{page[^1].Number}" : null));
    }

    public static async Task<Results<Ok<RuleVersionDetail>, ProblemHttpResult>> Read(
        int number, ModerationDb db, CurrentUser user, HttpContext http, CancellationToken cancellationToken)
    {
        if (await db.FindVersionAsync(number, cancellationToken) is not { } version)
            return NoSuchVersion();
        var summary = await db.Summaries(db.RuleVersions.Where(one => one.Number == number), user.Id).SingleAsync(cancellationToken);
        var active = await db.RuleVersions.Where(one => one.State == RuleVersionState.Active).Select(one => (int?)one.Number).SingleOrDefaultAsync(cancellationToken);
        var files = version.Read().OrderBy(file => file.Key, StringComparer.Ordinal).ToList();
        var rules = files.SelectMany(file => RuleText.Rules(file.Key, file.Value)).ToList();
        var cues = files.SelectMany(file => RuleText.Cues(file.Key, file.Value)).Select(cue => cue.Name).Distinct().Order(StringComparer.Ordinal);
        http.Response.Headers.ETag = version.Etag();
        return TypedResults.Ok(new RuleVersionDetail(
            summary,
            version.Etag(),
            active,
            await db.IsTriedAsync(version.Digest, cancellationToken),
            [.. files.Select(file => new RuleFileLine(file.Key, file.Value.AsSpan().Count('\n') + 1, rules.Count(rule => rule.File == file.Key)))],
            [.. rules.Select(RuleLine.Of)],
            [.. cues]));
    }

    public static async Task<Results<Ok<RuleFileText>, ProblemHttpResult>> ReadFile(
        int number, string name, ModerationDb db, HttpContext http, CancellationToken cancellationToken)
    {
        if (await db.FindVersionAsync(number, cancellationToken) is not { } version || !version.Read().TryGetValue(name, out var text))
            return NoSuchFile();
        http.Response.Headers.ETag = version.Etag();
        return TypedResults.Ok(new RuleFileText(name, text, version.Etag()));
    }

    public static async Task<Results<Ok<RulePage>, ProblemHttpResult>> ReadRule(
        int number, string id, ModerationDb db, HttpContext http, CancellationToken cancellationToken)
    {
        if (await db.FindVersionAsync(number, cancellationToken) is not { } version || FindRule(version.Read(), id) is not { } rule)
            return NoSuchRule();
        http.Response.Headers.ETag = version.Etag();
        return TypedResults.Ok(new RulePage(rule.File, rule.Line, rule.Fields, rule.Yaml, version.Etag()));
    }

    public static async Task<Results<Ok<RuleDifferences>, ProblemHttpResult>> Compare(
        int number, int from, ModerationDb db, CancellationToken cancellationToken) =>
        await db.FindVersionAsync(number, cancellationToken) is not { } version || await db.FindVersionAsync(from, cancellationToken) is not { } other
            ? NoSuchVersion()
            : TypedResults.Ok(RuleDifferences.Between(other.Read(), version.Read()));

    public static WrittenRule? FindRule(IReadOnlyDictionary<string, string> files, string id) =>
        files.OrderBy(file => file.Key, StringComparer.Ordinal).SelectMany(file => RuleText.Rules(file.Key, file.Value)).FirstOrDefault(rule => rule.Fields.Id == id);

    public static Task<RuleVersion?> FindVersionAsync(this ModerationDb db, int number, CancellationToken cancellationToken) =>
        db.RuleVersions.AsNoTracking().SingleOrDefaultAsync(version => version.Number == number, cancellationToken);

    public static Task<bool> IsTriedAsync(this ModerationDb db, string digest, CancellationToken cancellationToken) =>
        db.RuleDryRuns.AnyAsync(run => run.Digest == digest && run.State == RuleDryRunState.Done, cancellationToken);

    /// <summary>What a client sends back when it changes a draft: the digest of what it has read.</summary>
    public static string Etag(this RuleVersion version) => $"\"{version.Digest}\"";

    public static ProblemHttpResult NoSuchVersion() => Problems.NotFound("rule_version_not_found", "There is no such version of the rules.");

    public static ProblemHttpResult NoSuchFile() => Problems.NotFound("rule_file_not_found", "This version has no such file.");

    public static ProblemHttpResult NoSuchRule() => Problems.NotFound("rule_not_found", "This version has no such rule.");

    private static IQueryable<RuleVersionSummary> Summaries(this ModerationDb db, IQueryable<RuleVersion> versions, Guid readerId) =>
        versions.AsNoTracking().Select(version => new RuleVersionSummary(
            version.Number, version.Digest, version.State,
            db.Members.Where(member => member.Id == version.AuthorId).Select(member => member.Pseudonym).FirstOrDefault(),
            version.Writers.Contains(readerId), version.BasedOn, version.Note, version.ChangedAt, version.ProposedAt,
            db.Members.Where(member => member.Id == version.ProposedById).Select(member => member.Pseudonym).FirstOrDefault(),
            version.DecidedAt, db.Members.Where(member => member.Id == version.DecidedById).Select(member => member.Pseudonym).FirstOrDefault(),
            version.Reason));
}
