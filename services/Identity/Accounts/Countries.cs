using System.Globalization;

namespace PeerSupport.Identity.Accounts;

/// <summary>The countries that a member can choose, for the crisis lines that are shown. The names come from ICU.</summary>
internal static class Countries
{
    public static readonly IReadOnlyList<(string Code, string Name)> All =
    [
        .. CultureInfo.GetCultures(CultureTypes.SpecificCultures)
            .Select(culture => new RegionInfo(culture.Name))
            .Where(region => region.TwoLetterISORegionName is { Length: 2 } code && char.IsAsciiLetterUpper(code[0]) && char.IsAsciiLetterUpper(code[1]))
            .Select(region => (Code: region.TwoLetterISORegionName, Name: region.EnglishName))
            .DistinctBy(country => country.Code)
            .OrderBy(country => country.Name, StringComparer.InvariantCulture),
    ];

    public static bool Knows(string code) => All.Any(country => country.Code == code);
}
