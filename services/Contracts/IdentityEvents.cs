namespace PeerSupport.Contracts;

/// <summary>
/// The public side of a member, whole, whenever any of it changes, registration included. A projection replaces what it has when
/// <paramref name="Version"/> is higher than the one it holds, so order and repetition do not matter.
/// </summary>
/// <param name="EventId">See <see cref="IIntegrationEvent.EventId"/>.</param>
/// <param name="OccurredAt">See <see cref="IIntegrationEvent.OccurredAt"/>.</param>
/// <param name="MemberId">The subject of the member's tokens.</param>
/// <param name="Version">Rises by one with each change, from 1.</param>
/// <param name="Pseudonym">The name that others see, 2 to 30 characters.</param>
/// <param name="Roles">Some of <c>member</c>, <c>moderator</c>, <c>admin</c>.</param>
/// <param name="Country">ISO 3166-1 alpha-2, upper case, whose crisis lines are shown; null when the member has not said.</param>
public sealed record MemberProfileChanged(
    Guid EventId,
    DateTimeOffset OccurredAt,
    Guid MemberId,
    long Version,
    string Pseudonym,
    string[] Roles,
    string? Country) : IIntegrationEvent;

/// <summary>The member ended every session on every device; whatever holds a session of theirs ends it now.</summary>
/// <param name="EventId">See <see cref="IIntegrationEvent.EventId"/>.</param>
/// <param name="OccurredAt">Sessions that began before this time end; one that began after it stays.</param>
/// <param name="MemberId">Whose sessions.</param>
public sealed record SignedOutEverywhere(Guid EventId, DateTimeOffset OccurredAt, Guid MemberId) : IIntegrationEvent;
