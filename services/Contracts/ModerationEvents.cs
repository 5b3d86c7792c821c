namespace PeerSupport.Contracts;

/// <summary>What a moderator decided about a message.</summary>
public enum DecisionOutcome
{
    /// <summary>The message stays, or is released to the group.</summary>
    Keep,

    /// <summary>The message is taken out for everybody; its author reads why.</summary>
    Remove,
}

/// <summary>A moderator decided about one revision of a message. Chat applies it and shows it in every open browser; notifications tell the author.</summary>
/// <param name="EventId">See <see cref="IIntegrationEvent.EventId"/>.</param>
/// <param name="OccurredAt">See <see cref="IIntegrationEvent.OccurredAt"/>.</param>
/// <param name="DecisionId">The decision, which an appeal would name.</param>
/// <param name="CaseId">The case that it closes.</param>
/// <param name="GroupId">Where.</param>
/// <param name="GroupSlug">The group's address.</param>
/// <param name="GroupName">The group's name.</param>
/// <param name="MessageId">Which message.</param>
/// <param name="Revision">Which revision; a later edit is screened anew and is not touched by this.</param>
/// <param name="AuthorId">Whose message.</param>
/// <param name="WasHeld">Whether the group had not seen it before the decision.</param>
/// <param name="Outcome">Keep or remove.</param>
/// <param name="Reason">What the author reads; empty only when a message that everybody saw all along is kept.</param>
/// <param name="Guideline">The guideline it rests on, in plain words; null when kept.</param>
public sealed record MessageDecided(
    Guid EventId,
    DateTimeOffset OccurredAt,
    Guid DecisionId,
    Guid CaseId,
    Guid GroupId,
    string GroupSlug,
    string GroupName,
    Guid MessageId,
    int Revision,
    Guid AuthorId,
    bool WasHeld,
    DecisionOutcome Outcome,
    string Reason,
    string? Guideline) : IIntegrationEvent;

/// <summary>A report has arrived in moderation; its reporter is told so.</summary>
/// <param name="EventId">See <see cref="IIntegrationEvent.EventId"/>.</param>
/// <param name="OccurredAt">See <see cref="IIntegrationEvent.OccurredAt"/>.</param>
/// <param name="ReporterId">Whom to tell.</param>
/// <param name="CaseId">The case that the report is part of.</param>
/// <param name="GroupName">The group's name.</param>
/// <param name="DueAt">By when somebody will have looked, in UTC.</param>
public sealed record ReportReceived(
    Guid EventId,
    DateTimeOffset OccurredAt,
    Guid ReporterId,
    Guid CaseId,
    string GroupName,
    DateTimeOffset DueAt) : IIntegrationEvent;

/// <summary>A report was decided; its reporter is told whether the message stayed, never what happened to its author.</summary>
/// <param name="EventId">See <see cref="IIntegrationEvent.EventId"/>.</param>
/// <param name="OccurredAt">See <see cref="IIntegrationEvent.OccurredAt"/>.</param>
/// <param name="ReporterId">Whom to tell.</param>
/// <param name="CaseId">The case.</param>
/// <param name="GroupName">The group's name.</param>
/// <param name="Outcome">What became of the message.</param>
public sealed record ReportDecided(
    Guid EventId,
    DateTimeOffset OccurredAt,
    Guid ReporterId,
    Guid CaseId,
    string GroupName,
    DecisionOutcome Outcome) : IIntegrationEvent;

/// <summary>The team writes to a member: the answer to their question, or a word of care. Never says who raised it.</summary>
/// <param name="EventId">See <see cref="IIntegrationEvent.EventId"/>.</param>
/// <param name="OccurredAt">See <see cref="IIntegrationEvent.OccurredAt"/>.</param>
/// <param name="MemberId">Who reads it.</param>
/// <param name="CaseId">The case.</param>
/// <param name="GroupSlug">The address of the group that it began in.</param>
/// <param name="GroupName">The name of that group.</param>
/// <param name="Text">What the team says.</param>
public sealed record TeamWrote(
    Guid EventId,
    DateTimeOffset OccurredAt,
    Guid MemberId,
    Guid CaseId,
    string GroupSlug,
    string GroupName,
    string Text) : IIntegrationEvent;

/// <summary>A model that learnt from moderators' decisions, as a file.</summary>
/// <param name="Number">Which one; a number is never given twice.</param>
/// <param name="File">The model in the format of the screening library.</param>
public sealed record TrainedModelFile(long Number, byte[] File);

/// <summary>Which models take part in screening from now on, whole: what is not named here is off. A projection keeps the highest activation.</summary>
/// <param name="EventId">See <see cref="IIntegrationEvent.EventId"/>.</param>
/// <param name="OccurredAt">See <see cref="IIntegrationEvent.OccurredAt"/>.</param>
/// <param name="Activation">Rises with each change, from 1.</param>
/// <param name="Active">The model that may raise a message to medium; null when there is none.</param>
/// <param name="Shadow">The model that is only watched; null when there is none.</param>
public sealed record ModelsActivated(
    Guid EventId,
    DateTimeOffset OccurredAt,
    long Activation,
    TrainedModelFile? Active,
    TrainedModelFile? Shadow) : IIntegrationEvent;
