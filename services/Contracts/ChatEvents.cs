namespace PeerSupport.Contracts;

/// <summary>What chat did with a message before anybody else could read it.</summary>
public enum MessageHandling
{
    /// <summary>Delivered; nobody needs to look.</summary>
    Delivered,

    /// <summary>Delivered, and on the moderators' queue.</summary>
    Flagged,

    /// <summary>Delivered folded under a content note, and on top of the queue.</summary>
    Folded,

    /// <summary>Seen by its author only, until somebody decides.</summary>
    Held,
}

/// <summary>A place in a message that a screening rule matched.</summary>
/// <param name="Rule">The rule's id.</param>
/// <param name="Label">One of the twelve labels of the screening guide.</param>
/// <param name="Risk"><c>low</c>, <c>medium</c>, <c>high</c> or <c>critical</c>, after the context was weighed.</param>
/// <param name="Start">Offset into the original text, in UTF-16 code units.</param>
/// <param name="Length">Length in UTF-16 code units; 0 when the rule speaks of the whole message.</param>
/// <param name="Explanation">One sentence for the moderator.</param>
public sealed record ScreeningMatch(string Rule, string Label, string Risk, int Start, int Length, string Explanation);

/// <summary>
/// A message that the group can read answers a member, or names them. It says neither who wrote it nor what. There is none where the member has muted or
/// blocked its author.
/// </summary>
/// <param name="EventId">See <see cref="IIntegrationEvent.EventId"/>.</param>
/// <param name="OccurredAt">See <see cref="IIntegrationEvent.OccurredAt"/>; when the message was posted.</param>
/// <param name="MemberId">Who is answered or named.</param>
/// <param name="GroupId">The group.</param>
/// <param name="GroupSlug">Its address under <c>/groups/</c>.</param>
/// <param name="GroupName">Its name.</param>
/// <param name="MessageId">The message.</param>
/// <param name="IsMention">False for an answer, also where it names them too.</param>
public sealed record MemberAddressed(
    Guid EventId,
    DateTimeOffset OccurredAt,
    Guid MemberId,
    Guid GroupId,
    string GroupSlug,
    string GroupName,
    Guid MessageId,
    bool IsMention) : IIntegrationEvent;

/// <summary>What a model that learnt from moderators' decisions says about a message, by itself.</summary>
/// <param name="Number">Which model.</param>
/// <param name="Labels">The labels that it finds; empty when it finds none.</param>
/// <param name="Score">How near its strongest finding is, from 0 to 1; from 0.5 on it is a finding.</param>
public sealed record ModelReading(long Number, string[] Labels, double Score);

/// <summary>The verdict on one message or edit.</summary>
/// <param name="GroupId">The group it is in.</param>
/// <param name="MessageId">The message.</param>
/// <param name="AuthorId">Who wrote it.</param>
/// <param name="PostedAt">When chat received it, in UTC.</param>
/// <param name="Revision">0 for the post, then one more for each edit; a decision speaks of one revision.</param>
/// <param name="Handling">What chat did.</param>
/// <param name="Risk"><c>none</c>, <c>low</c>, <c>medium</c>, <c>high</c> or <c>critical</c>.</param>
/// <param name="Labels">The labels, empty when there are none.</param>
/// <param name="RuleSetVersion">Which rules spoke; "not screened" when screening itself broke.</param>
/// <param name="Matches">Where and why.</param>
/// <param name="Text">The text; null unless the message is flagged, folded, held or sampled.</param>
/// <param name="Active">What the model says that takes part in screening; null when there is none.</param>
/// <param name="Shadow">What the model says that is only watched: nothing was done because of it. Null when there is none.</param>
/// <param name="Sampled">Nobody needs to look, and the message was chosen by lot for a look all the same, in a group whose charter says so.</param>
public sealed record ScreenedMessage(
    Guid GroupId,
    Guid MessageId,
    Guid AuthorId,
    DateTimeOffset PostedAt,
    int Revision,
    MessageHandling Handling,
    string Risk,
    string[] Labels,
    string RuleSetVersion,
    ScreeningMatch[] Matches,
    string? Text,
    ModelReading? Active = null,
    ModelReading? Shadow = null,
    bool Sampled = false);

/// <summary>Messages and edits of any groups that one commit of chat accepted, in the order of their acceptance. One event for a batch keeps the broker out of the hot path.</summary>
/// <param name="EventId">See <see cref="IIntegrationEvent.EventId"/>.</param>
/// <param name="OccurredAt">See <see cref="IIntegrationEvent.OccurredAt"/>.</param>
/// <param name="Messages">At least one.</param>
public sealed record MessagesScreened(
    Guid EventId,
    DateTimeOffset OccurredAt,
    ScreenedMessage[] Messages) : IIntegrationEvent;

/// <summary>The author took a held message back, or deleted one. Whoever keeps a copy to learn from deletes it.</summary>
/// <param name="EventId">See <see cref="IIntegrationEvent.EventId"/>.</param>
/// <param name="OccurredAt">See <see cref="IIntegrationEvent.OccurredAt"/>.</param>
/// <param name="GroupId">Where.</param>
/// <param name="MessageId">Which message.</param>
/// <param name="AuthorId">Whose.</param>
/// <param name="NobodyWaits">True when no moderator had still to look at it.</param>
public sealed record MessageTakenBack(
    Guid EventId,
    DateTimeOffset OccurredAt,
    Guid GroupId,
    Guid MessageId,
    Guid AuthorId,
    bool NobodyWaits = false) : IIntegrationEvent;

/// <summary>A member reports somebody else's message.</summary>
/// <param name="EventId">See <see cref="IIntegrationEvent.EventId"/>.</param>
/// <param name="OccurredAt">See <see cref="IIntegrationEvent.OccurredAt"/>.</param>
/// <param name="ReporterId">Who reports; told twice: received, decided.</param>
/// <param name="GroupId">Where.</param>
/// <param name="MessageId">Which message.</param>
/// <param name="AuthorId">Who wrote it.</param>
/// <param name="Revision">Which revision was reported.</param>
/// <param name="Reason">The reporter's choice, a word such as <c>attack</c> or <c>personal_information</c>.</param>
/// <param name="Note">The reporter's own words, up to 1,000 characters.</param>
/// <param name="Text">The message as the reporter saw it.</param>
public sealed record MessageReported(
    Guid EventId,
    DateTimeOffset OccurredAt,
    Guid ReporterId,
    Guid GroupId,
    Guid MessageId,
    Guid AuthorId,
    int Revision,
    string Reason,
    string? Note,
    string Text) : IIntegrationEvent;

/// <summary>A member is worried about somebody: a care path, not an accusation. The person concerned is never told who referred them.</summary>
/// <param name="EventId">See <see cref="IIntegrationEvent.EventId"/>.</param>
/// <param name="OccurredAt">See <see cref="IIntegrationEvent.OccurredAt"/>.</param>
/// <param name="ReferrerId">Who is worried.</param>
/// <param name="GroupId">Where.</param>
/// <param name="MessageId">The message that worries them.</param>
/// <param name="MemberId">The member they worry about.</param>
/// <param name="Note">Their own words, up to 1,000 characters.</param>
/// <param name="Text">The message.</param>
public sealed record MemberReferred(
    Guid EventId,
    DateTimeOffset OccurredAt,
    Guid ReferrerId,
    Guid GroupId,
    Guid MessageId,
    Guid MemberId,
    string? Note,
    string Text) : IIntegrationEvent;

/// <summary>A member asks the team something in private.</summary>
/// <param name="EventId">See <see cref="IIntegrationEvent.EventId"/>.</param>
/// <param name="OccurredAt">See <see cref="IIntegrationEvent.OccurredAt"/>.</param>
/// <param name="MemberId">Who asks.</param>
/// <param name="GroupId">The group they ask from.</param>
/// <param name="Text">The question, 1 to 4,000 characters.</param>
public sealed record ModeratorAsked(Guid EventId, DateTimeOffset OccurredAt, Guid MemberId, Guid GroupId, string Text) : IIntegrationEvent;

/// <summary>A moderator read the messages around a case; kept in the ledger, so that nobody reads unseen.</summary>
/// <param name="EventId">See <see cref="IIntegrationEvent.EventId"/>.</param>
/// <param name="OccurredAt">See <see cref="IIntegrationEvent.OccurredAt"/>.</param>
/// <param name="ModeratorId">Who read.</param>
/// <param name="GroupId">Where.</param>
/// <param name="MessageId">The message in the middle of what was read.</param>
public sealed record MessageContextRead(Guid EventId, DateTimeOffset OccurredAt, Guid ModeratorId, Guid GroupId, Guid MessageId) : IIntegrationEvent;
