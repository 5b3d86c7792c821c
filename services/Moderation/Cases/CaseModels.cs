using System.ComponentModel.DataAnnotations;
using PeerSupport.Contracts;

namespace PeerSupport.Moderation.Cases;

/// <summary>A case as a row of the queue; no text of a message is in it.</summary>
/// <param name="Id">The case.</param>
/// <param name="Number">What people call it.</param>
/// <param name="Kind"><c>message</c>, <c>referral</c>, <c>question</c> or <c>sample</c>.</param>
/// <param name="State"><c>open</c>, <c>claimed</c> or <c>decided</c>.</param>
/// <param name="Closed">Why it is closed: <c>decided</c>, <c>taken_back</c> or <c>reworded</c>; null while it is open.</param>
/// <param name="Risk">From <c>low</c> to <c>critical</c>.</param>
/// <param name="Labels">The labels of screening.</param>
/// <param name="Handling">What chat did with the message.</param>
/// <param name="GroupName">The group's name.</param>
/// <param name="GroupSlug">The group's address.</param>
/// <param name="AuthorPseudonym">Whom it is about; of a question, who asks.</param>
/// <param name="OpenedAt">When it opened, or opened again, in UTC.</param>
/// <param name="DueAt">By when somebody should have looked, in UTC.</param>
/// <param name="ClaimedBy">Who is on it now.</param>
/// <param name="ClaimedByMe">Whether that is the reader.</param>
/// <param name="ClaimedUntil">When the claim lapses, in UTC.</param>
/// <param name="Reports">How many members raised it.</param>
/// <param name="Summary">One line, in words of ours.</param>
public record CaseSummary(
    Guid Id,
    long Number,
    string Kind,
    string State,
    string? Closed,
    string Risk,
    string[] Labels,
    MessageHandling Handling,
    string GroupName,
    string GroupSlug,
    string AuthorPseudonym,
    DateTimeOffset OpenedAt,
    DateTimeOffset DueAt,
    string? ClaimedBy,
    bool ClaimedByMe,
    DateTimeOffset? ClaimedUntil,
    int Reports,
    string Summary);

/// <summary>What a member said when they raised the case; never who it was.</summary>
public sealed record ReportNote(string Reason, string? Note, DateTimeOffset At);

/// <summary>A decision as the team reads it.</summary>
public sealed record DecisionView(Guid Id, int Revision, DecisionOutcome Outcome, string Reason, string? Guideline, string? Note, string DecidedBy, DateTimeOffset DecidedAt, ScreeningOpinion? Opinion, string[]? RightLabels);

/// <summary>What a moderator decides.</summary>
/// <param name="Outcome">Keep or remove.</param>
/// <param name="Reason">What the author reads; needed when removing.</param>
/// <param name="Guideline">The id of the guideline it rests on.</param>
/// <param name="Note">For the team only.</param>
/// <param name="Revision">The revision that was read; when the message has changed since, the decision is refused.</param>
/// <param name="Screening">What the moderator thinks of what screening said; may be left out, and then says nothing.</param>
public sealed record DecisionRequest(
    [property: Required] DecisionOutcome? Outcome,
    [property: MaxLength(2000)] string? Reason,
    [property: MaxLength(50)] string? Guideline,
    [property: MaxLength(4000)] string? Note,
    int? Revision,
    ScreeningAnswerRequest? Screening = null);

/// <summary>The id of a case.</summary>
public sealed record CaseReference(Guid Id);
