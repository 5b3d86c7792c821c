namespace PeerSupport.Identity.Accounts;

/// <summary>The account of whoever asks.</summary>
/// <param name="Id">The subject of the member's tokens.</param>
/// <param name="Pseudonym">The name that others see.</param>
/// <param name="Roles">Some of <c>member</c>, <c>moderator</c>, <c>admin</c>.</param>
/// <param name="Country">ISO 3166-1 alpha-2; null when the member has not said.</param>
/// <param name="AgeBand"><c>16-17</c> or <c>18</c>.</param>
/// <param name="MemberSince">When the account was made, in UTC.</param>
public sealed record MeResponse(Guid Id, string Pseudonym, string[] Roles, string? Country, string AgeBand, DateTimeOffset MemberSince);
