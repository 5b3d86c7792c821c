using PeerSupport.Contracts;
using PeerSupport.Moderation.Guidelines;

namespace PeerSupport.Moderation.Cases;

/// <summary>A case with everything that is needed to judge it: the row of the queue, and more.</summary>
public sealed record CaseDetail : CaseSummary
{
    private CaseDetail(CaseSummary row)
        : base(row)
    {
    }

    /// <summary>Where.</summary>
    public Guid GroupId { get; private init; }

    /// <summary>Which message; null for a question.</summary>
    public Guid? MessageId { get; private init; }

    /// <summary>Whom it is about.</summary>
    public Guid AuthorId { get; private init; }

    /// <summary>Which revision of the message; send it back with the decision.</summary>
    public int Revision { get; private init; }

    /// <summary>The text.</summary>
    public string? Text { get; private init; }

    /// <summary>Which places raised it; their offsets are into <see cref="Text"/>, in UTF-16 code units.</summary>
    public ScreeningMatch[] Matches { get; private init; } = [];

    /// <summary>Which rules spoke.</summary>
    public string? RuleSetVersion { get; private init; }

    /// <summary>Why it is here.</summary>
    public string Why { get; private init; } = "";

    /// <summary>Whether this is about care; nothing about it is punished.</summary>
    public bool IsDistress { get; private init; }

    /// <summary>The guidelines that may apply, the likeliest first.</summary>
    public Guideline[] Guidelines { get; private init; } = [];

    /// <summary>Where to begin when writing to the author of a message that stays; null when nothing needs to be said.</summary>
    public string? KeepStarter { get; private init; }

    /// <summary>What members said when they raised it.</summary>
    public ReportNote[] ReportNotes { get; private init; } = [];

    /// <summary>The decision that stands; null while the case is open.</summary>
    public DecisionView? Decision { get; private init; }

    /// <summary>What was decided about earlier revisions, the newest first.</summary>
    public DecisionView[] EarlierDecisions { get; private init; } = [];

    internal static CaseDetail Of(CaseSummary row, Case item, GuidelineBook book)
    {
        var decisions = item.Decisions.OrderByDescending(decision => decision.At).Select(View).ToList();
        var standing = item.State is CaseState.Decided ? decisions.FirstOrDefault() : null;
        return new CaseDetail(row)
        {
            GroupId = item.GroupId,
            MessageId = item.MessageId,
            AuthorId = item.AuthorId,
            Revision = item.Revision,
            Text = item.Text,
            Matches = item.Matches,
            RuleSetVersion = item.RuleSetVersion,
            Why = Explanations.Why(item, book),
            IsDistress = book.IsDistress(item.Labels),
            Guidelines = book.For(item.Labels),
            KeepStarter = KeepStarterFor(item, book),
            ReportNotes = [.. item.Reports.OrderBy(report => report.ReceivedAt).Select(report => new ReportNote(report.Reason, report.Note, report.ReceivedAt))],
            Decision = standing,
            EarlierDecisions = [.. decisions.Where(decision => decision != standing)],
        };
    }

    internal static string? KeepStarterFor(Case item, GuidelineBook book) =>
        item.Kind is CaseKind.Question ? null
        : book.IsDistress(item.Labels) ? book.Care.Starter
        : item.IsHeld ? book.Released
        : null;

    internal static DecisionView View(Decision decision) => new(
        decision.Id, decision.Revision, decision.Outcome, decision.Reason, decision.Guideline, decision.Note, decision.ModeratorName, decision.At,
        decision.Opinion, decision.RightLabels);
}
