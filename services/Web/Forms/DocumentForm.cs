using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace PeerSupport.Web.Forms;

/// <summary>
/// Builds an article from the names of the form's fields alone: a name such as <c>infobox[0].term</c> is a place in the document. The island
/// beside the form reads it in the same way.
/// </summary>
internal static partial class DocumentForm
{
    private static readonly HashSet<string> Lists = ["otherNames", "related", "values"];

    public static JsonObject Read(IEnumerable<KeyValuePair<string, string>> fields)
    {
        var document = new JsonObject();
        foreach (var (name, value) in fields.Where(field => !field.Key.StartsWith('_')))
            Put(document, [.. Step().Matches(name).Select(match => match.Value)], value.ReplaceLineEndings("\n").Trim());
        return (JsonObject)(Tidy(document) ?? new JsonObject());
    }

    private static void Put(JsonNode at, string[] path, string value)
    {
        for (var i = 0; i < path.Length; i++)
        {
            var leaf = i == path.Length - 1;
            if (at is JsonArray array)
            {
                // A row's number is a place and no promise of a size: a made-up large one must not make a large list.
                if (!int.TryParse(path[i], out var index) || index is < 0 or > 300)
                    return;
                while (array.Count <= index)
                    array.Add(null);
                if (leaf)
                    return;
                at = array[index] ??= NewFor(path[i + 1]);
            }
            else if (leaf)
                at[path[i]] = Lists.Contains(path[i]) ? Lines(value) : value.Length > 0 ? JsonValue.Create(value) : null;
            else
                at = at[path[i]] ??= NewFor(path[i + 1]);
        }
    }

    private static JsonNode NewFor(string next) => char.IsAsciiDigit(next[0]) ? new JsonArray() : new JsonObject();

    private static JsonArray Lines(string value) =>
        new([.. value.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(line => JsonValue.Create(line))]);

    /// <summary>Rows that were left empty are no part of the article.</summary>
    private static JsonNode? Tidy(JsonNode? node)
    {
        switch (node)
        {
            case JsonArray array:
                return new JsonArray([.. array.Select(Tidy).OfType<JsonNode>()]);
            case JsonObject row:
                var kept = row.Select(pair => KeyValuePair.Create(pair.Key, Tidy(pair.Value))).Where(pair => pair.Value is not null).ToArray();
                return kept.All(pair => pair.Value is JsonArray { Count: 0 }) ? null : new JsonObject(kept);
            default:
                return node?.DeepClone();
        }
    }

    [GeneratedRegex("[A-Za-z0-9]+")]
    private static partial Regex Step();
}
