namespace PeerSupport.Contracts;

/// <summary>A group as others name it, whole, whenever it is created or changed.</summary>
/// <param name="EventId">See <see cref="IIntegrationEvent.EventId"/>.</param>
/// <param name="OccurredAt">See <see cref="IIntegrationEvent.OccurredAt"/>.</param>
/// <param name="GroupId">The group.</param>
/// <param name="Version">Rises with each change, from 1; a projection keeps the highest.</param>
/// <param name="Slug">Its address under <c>/groups/</c>.</param>
/// <param name="Name">Its name.</param>
public sealed record GroupChanged(
    Guid EventId,
    DateTimeOffset OccurredAt,
    Guid GroupId,
    long Version,
    string Slug,
    string Name) : IIntegrationEvent;

/// <summary>Somebody has asked to join a group; those who hold it are told, and the team where nobody does.</summary>
/// <param name="EventId">See <see cref="IIntegrationEvent.EventId"/>.</param>
/// <param name="OccurredAt">See <see cref="IIntegrationEvent.OccurredAt"/>.</param>
/// <param name="GroupId">The group.</param>
/// <param name="GroupSlug">Its address under <c>/groups/</c>.</param>
/// <param name="GroupName">Its name.</param>
/// <param name="FacilitatorIds">Whom to tell.</param>
/// <param name="NobodyHolds">The group has no facilitator, and those to be told are moderators.</param>
public sealed record ApplicationArrived(
    Guid EventId,
    DateTimeOffset OccurredAt,
    Guid GroupId,
    string GroupSlug,
    string GroupName,
    Guid[] FacilitatorIds,
    bool NobodyHolds = false) : IIntegrationEvent;

/// <summary>What became of somebody who wanted to join a group.</summary>
public enum ApplicationOutcome
{
    /// <summary>Their request was accepted and they are in.</summary>
    Joined,

    /// <summary>Their request was accepted and the group is full: they are on its list.</summary>
    Waiting,

    /// <summary>Their request was declined.</summary>
    Declined,

    /// <summary>They were on the list, a place became free, and they are in.</summary>
    MovedUp,
}

/// <summary>Somebody who wanted to join a group has an answer and is told.</summary>
/// <param name="EventId">See <see cref="IIntegrationEvent.EventId"/>.</param>
/// <param name="OccurredAt">See <see cref="IIntegrationEvent.OccurredAt"/>.</param>
/// <param name="GroupId">The group.</param>
/// <param name="GroupSlug">Its address under <c>/groups/</c>.</param>
/// <param name="GroupName">Its name.</param>
/// <param name="MemberId">Whom to tell.</param>
/// <param name="Outcome">The answer.</param>
/// <param name="Words">A word that somebody gave with it; null when there was none.</param>
public sealed record ApplicationAnswered(
    Guid EventId,
    DateTimeOffset OccurredAt,
    Guid GroupId,
    string GroupSlug,
    string GroupName,
    Guid MemberId,
    ApplicationOutcome Outcome,
    string? Words) : IIntegrationEvent;

/// <summary>Somebody was taken out of a group and reads why.</summary>
/// <param name="EventId">See <see cref="IIntegrationEvent.EventId"/>.</param>
/// <param name="OccurredAt">See <see cref="IIntegrationEvent.OccurredAt"/>.</param>
/// <param name="GroupId">The group.</param>
/// <param name="GroupSlug">Its address under <c>/groups/</c>.</param>
/// <param name="GroupName">Its name.</param>
/// <param name="MemberId">Whom to tell.</param>
/// <param name="Reason">Why, in words for them.</param>
public sealed record MemberRemoved(
    Guid EventId,
    DateTimeOffset OccurredAt,
    Guid GroupId,
    string GroupSlug,
    string GroupName,
    Guid MemberId,
    string Reason) : IIntegrationEvent;

/// <summary>Somebody holds a group from now on and is told.</summary>
/// <param name="EventId">See <see cref="IIntegrationEvent.EventId"/>.</param>
/// <param name="OccurredAt">See <see cref="IIntegrationEvent.OccurredAt"/>.</param>
/// <param name="GroupId">The group.</param>
/// <param name="GroupSlug">Its address under <c>/groups/</c>.</param>
/// <param name="GroupName">Its name.</param>
/// <param name="MemberId">Whom to tell.</param>
public sealed record FacilitatorNamed(
    Guid EventId,
    DateTimeOffset OccurredAt,
    Guid GroupId,
    string GroupSlug,
    string GroupName,
    Guid MemberId) : IIntegrationEvent;

/// <summary>An admin answered a member's proposal of a group; the member is told.</summary>
/// <param name="EventId">See <see cref="IIntegrationEvent.EventId"/>.</param>
/// <param name="OccurredAt">See <see cref="IIntegrationEvent.OccurredAt"/>.</param>
/// <param name="ProposalId">The proposal.</param>
/// <param name="MemberId">Whom to tell.</param>
/// <param name="GroupName">The name that they proposed.</param>
/// <param name="GroupSlug">The address of the group that came of it; null when the answer was no.</param>
/// <param name="Words">What the admin said; null when nothing.</param>
public sealed record ProposalAnswered(
    Guid EventId,
    DateTimeOffset OccurredAt,
    Guid ProposalId,
    Guid MemberId,
    string GroupName,
    string? GroupSlug,
    string? Words) : IIntegrationEvent;

/// <summary>Somebody has spoken in a group for the first time.</summary>
/// <param name="EventId">See <see cref="IIntegrationEvent.EventId"/>.</param>
/// <param name="OccurredAt">See <see cref="IIntegrationEvent.OccurredAt"/>.</param>
/// <param name="GroupId">The group.</param>
/// <param name="MemberId">Who.</param>
/// <param name="MessageId">Their first message.</param>
/// <param name="DueAt">By when it should have an answer, in UTC.</param>
public sealed record CareSlotOpened(Guid EventId, DateTimeOffset OccurredAt, Guid GroupId, Guid MemberId, Guid MessageId, DateTimeOffset DueAt) : IIntegrationEvent;

/// <summary>Somebody's first words in a group should have had an answer by now and have none; those who hold the group are told, and the team where nobody does.</summary>
/// <param name="EventId">See <see cref="IIntegrationEvent.EventId"/>.</param>
/// <param name="OccurredAt">See <see cref="IIntegrationEvent.OccurredAt"/>.</param>
/// <param name="GroupId">The group.</param>
/// <param name="GroupSlug">Its address under <c>/groups/</c>.</param>
/// <param name="GroupName">Its name.</param>
/// <param name="MemberId">Whose words.</param>
/// <param name="MessageId">The message.</param>
/// <param name="FacilitatorIds">Whom to tell.</param>
/// <param name="NobodyHolds">The group has no facilitator, and those to be told are moderators.</param>
public sealed record CareSlotDue(
    Guid EventId,
    DateTimeOffset OccurredAt,
    Guid GroupId,
    string GroupSlug,
    string GroupName,
    Guid MemberId,
    Guid MessageId,
    Guid[] FacilitatorIds,
    bool NobodyHolds = false) : IIntegrationEvent;
