using PeerSupport.Screening.Model;

namespace PeerSupport.Screening;

/// <summary>What is known about the place where a text is posted, and which models of that place are asked.</summary>
/// <param name="Country">
/// The member's country as two letters (ISO 3166), or null. Telephone numbers without a country code are read as numbers of this country first.
/// </param>
/// <param name="Models">The models of this community that take part; null when there are none.</param>
public readonly record struct ScreeningContext(string? Country = null, CommunityModels? Models = null);
