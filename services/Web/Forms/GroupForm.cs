using System.Globalization;
using System.Text.Json.Nodes;
using PeerSupport.ServiceDefaults;
using PeerSupport.Web.Upstream;

namespace PeerSupport.Web.Forms;

/// <summary>What the form of a group's settings shows, word for word as it was typed.</summary>
/// <param name="Slug">The address of a group that there is; null for a new one.</param>
/// <param name="Etag">The version that the admin has before them.</param>
/// <param name="Values">The fields.</param>
public sealed record GroupForm(string? Slug, string Etag, IReadOnlyDictionary<string, string> Values)
{
    private static readonly string[] Texts = ["name", "purpose", "language", "topic", "cover", "admission", "question", "ageBand", "timeZone"];
    private static readonly string[] Numbers = ["capacity", "slowSeconds", "careMinutes"];
    private static readonly string[] Times = ["quietFrom", "quietTo"];

    /// <summary>What to change, by field.</summary>
    public IReadOnlyDictionary<string, string> Errors { get; init; } = new Dictionary<string, string>();

    public bool IsArchived { get; init; }

    /// <summary>What has just happened.</summary>
    public string? Done { get; init; }

    public string? this[string field] => Values.GetValueOrDefault(field);

    /// <summary>An empty one, with what fits most groups.</summary>
    public static GroupForm New() => new(null, "", new Dictionary<string, string> { ["language"] = "en", ["admission"] = "open", ["ageBand"] = "18", ["careMinutes"] = "240", ["slowSeconds"] = "0" });

    public static GroupForm Of(GroupSettings settings)
    {
        var values = new Dictionary<string, string>();
        foreach (var (field, value) in settings.Group)
        {
            values[field] = value switch
            {
                JsonArray lines => string.Join('\n', lines.Select(line => line?.ToString())),
                null => "",
                _ => Array.IndexOf(Times, field) >= 0 ? value.ToString()[..5] : value.ToString(),
            };
        }
        return new(settings.Slug, $"\"{settings.Version.ToString(CultureInfo.InvariantCulture)}\"", values) { IsArchived = settings.ArchivedAt is not null };
    }

    public static GroupForm Read(string? slug, IFormCollection form) =>
        new(slug, form["_etag"].ToString(), form.Where(field => field.Key[0] != '_').ToDictionary(field => field.Key, field => field.Value.ToString())) { IsArchived = form["_archived"].Count > 0 };

    /// <summary>As chat takes it; or what cannot be read, by field.</summary>
    public (JsonObject Group, Dictionary<string, string> Errors) ToGroup()
    {
        var errors = new Dictionary<string, string>();
        var group = new JsonObject
        {
            ["charter"] = new JsonArray([.. (this["charter"] ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(line => (JsonNode)line)]),
            ["sampledForReview"] = this["sampledForReview"] is "true" or "True",
        };
        foreach (var field in Texts)
            group[field] = Given.OrNull(this[field]);
        foreach (var field in Numbers.Where(field => !string.IsNullOrWhiteSpace(this[field])))
        {
            if (int.TryParse(this[field], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                group[field] = number;
            else
                errors[field] = "Use a whole number.";
        }
        foreach (var field in Times.Where(field => !string.IsNullOrWhiteSpace(this[field])))
        {
            if (TimeOnly.TryParseExact(this[field], ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
                group[field] = time.ToString("HH:mm:ss", CultureInfo.InvariantCulture);
            else
                errors[field] = "Use a time of day such as 22:00.";
        }
        return (group, errors);
    }
}
