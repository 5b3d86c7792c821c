namespace PeerSupport.Screening;

/// <summary>What is known about the place where a text is posted.</summary>
/// <param name="Country">
/// The member's country as two letters (ISO 3166), or null. Telephone numbers without a country code are read as numbers of this country first.
/// </param>
public readonly record struct ScreeningContext(string? Country = null);
