using System.Text.Json.Nodes;
using PeerSupport.Web.Upstream;

namespace PeerSupport.Web.Forms;

/// <summary>What the article's form shows.</summary>
/// <param name="Id">Null for a new article.</param>
/// <param name="Etag">The revision that the author has before them.</param>
/// <param name="Document">The words in the form.</param>
public sealed record EditorState(Guid? Id, string Etag, JsonObject Document)
{
    /// <summary>What readers would get, after asking for it.</summary>
    public ArticlePage? Preview { get; init; }

    /// <summary>What to change, by field.</summary>
    public IReadOnlyDictionary<string, string> Errors { get; init; } = new Dictionary<string, string>();

    /// <summary>The state of the stored article; null for a new one.</summary>
    public string? Published { get; init; }

    /// <summary>What has just happened.</summary>
    public string? Done { get; init; }

    /// <summary>The words at a place such as <c>infobox[0].term</c>; a list has one thing on a line.</summary>
    public string? At(string place) =>
        Node(place) is var node && node is JsonArray lines ? string.Join('\n', lines.Select(line => line?.ToString())) : node?.ToString();

    /// <summary>How many rows to offer: those that are there and <paramref name="spare"/> empty ones.</summary>
    public int Rows(string place, int spare = 2) => ((Node(place) as JsonArray)?.Count ?? 0) + spare;

    private JsonNode? Node(string place)
    {
        JsonNode? node = Document;
        foreach (var step in place.Split('.', '[', ']').Where(step => step.Length > 0))
            node = node is JsonArray list ? (int.TryParse(step, out var index) && index < list.Count ? list[index] : null) : (node as JsonObject)?[step];
        return node;
    }
}
