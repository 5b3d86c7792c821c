using System.Text.Json;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using PeerSupport.Contracts;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Moderation.Cases;

/// <summary>The matches of a verdict as one JSON column: they are replaced as a whole and never searched.</summary>
internal static class MatchesColumn
{
    public static readonly ValueConverter<ScreeningMatch[], string> Converter = new(
        matches => JsonSerializer.Serialize(matches, Json.Options),
        stored => JsonSerializer.Deserialize<ScreeningMatch[]>(stored, Json.Options) ?? Array.Empty<ScreeningMatch>());

    public static readonly ValueComparer<ScreeningMatch[]> Comparer = new(
        (left, right) => ReferenceEquals(left, right) || (left != null && right != null && left.SequenceEqual(right)),
        matches => matches.Length,
        matches => matches);
}
