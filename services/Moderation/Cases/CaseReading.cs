using PeerSupport.Contracts;
using PeerSupport.Moderation.Data;
using PeerSupport.Moderation.Guidelines;

namespace PeerSupport.Moderation.Cases;

/// <summary>The columns of a queue row, read without the text.</summary>
internal sealed record CaseRow(
    Guid Id,
    long Number,
    CaseKind Kind,
    CaseState State,
    CaseRisk Risk,
    string[] Labels,
    MessageHandling Handling,
    string? GroupName,
    string? GroupSlug,
    string? Author,
    DateTimeOffset OpenedAt,
    DateTimeOffset DueAt,
    DateTimeOffset QueueAt,
    double Score,
    Guid? ClaimedById,
    string? ClaimedByName,
    DateTimeOffset? ClaimedUntil,
    int Reports)
{
    /// <summary>The row as one moderator sees it; a claim whose time is over is no claim.</summary>
    public CaseSummary For(Guid reader, GuidelineBook book, DateTimeOffset now)
    {
        var claimed = State is CaseState.Open && ClaimedUntil > now;
        return new(
            Id, Number, Word(Kind), State is CaseState.Open ? claimed ? "claimed" : "open" : "decided", State is CaseState.Open ? null : Word(State),
            Word(Risk), Labels, Handling, GroupName ?? "a group", GroupSlug ?? "", Author ?? "a member", OpenedAt, DueAt,
            claimed ? ClaimedByName : null, claimed && ClaimedById == reader, claimed ? ClaimedUntil : null, Reports, Explanations.Summary(Kind, Labels, Reports, book));
    }

    private static string Word<TEnum>(TEnum value)
        where TEnum : struct, Enum => value.ToString() is "TakenBack" ? "taken_back" : value.ToString().ToLowerInvariant();
}

internal static class CaseReading
{
    public static IQueryable<CaseRow> Rows(this ModerationDb db, IQueryable<Case> cases) =>
        from item in cases
        join found in db.Groups on item.GroupId equals found.Id into groups
        from inGroup in groups.DefaultIfEmpty()
        join found in db.Members on item.AuthorId equals found.Id into members
        from author in members.DefaultIfEmpty()
        select new CaseRow(
            item.Id, item.Number, item.Kind, item.State, item.Risk, item.Labels, item.Handling, inGroup.Name, inGroup.Slug, author.Pseudonym,
            item.OpenedAt, item.DueAt, item.QueueAt, item.Score, item.ClaimedById, item.ClaimedByName, item.ClaimedUntil, item.Reports.Count);

    /// <summary>What is on the queue, the most urgent first. This order and the one that serves the next case are the same.</summary>
    public static IQueryable<Case> ByUrgency(this IQueryable<Case> cases) =>
        cases.OrderByDescending(item => item.Risk).ThenBy(item => item.QueueAt).ThenByDescending(item => item.Score).ThenBy(item => item.DueAt).ThenBy(item => item.Number);
}
