using System.Text.Json;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Moderation.Cases;

/// <summary>Parts of a case as one JSON column: they are replaced as a whole and never searched.</summary>
internal static class JsonColumn<T>
{
    public static readonly ValueConverter<T[], string> Converter = new(
        items => JsonSerializer.Serialize(items, Json.Options),
        stored => JsonSerializer.Deserialize<T[]>(stored, Json.Options) ?? Array.Empty<T>());

    public static readonly ValueComparer<T[]> Comparer = new(
        (left, right) => ReferenceEquals(left, right) || (left != null && right != null && left.SequenceEqual(right)),
        items => items.Length,
        items => items);
}
