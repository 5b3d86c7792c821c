using System.Net;
using System.Text.Json.Nodes;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Web.Upstream;

/// <summary>An article in the list of those who write.</summary>
public sealed record DraftSummary(Guid Id, string Slug, string Title, string State, int LatestRevision, int? PublishedRevision, DateTimeOffset ChangedAt);

/// <summary>An article as its author wrote it; the document travels as it is, so that a new field needs no change here.</summary>
public sealed record ArticleSource(Guid Id, string Slug, string State, int LatestRevision, int? PublishedRevision, JsonObject Document);

public sealed record ArticleSaved(Guid Id, string Etag, int Revision);

/// <summary>What came of an attempt: a value, or what to change by the field it is about.</summary>
public sealed record Outcome<T>(T? Value, IReadOnlyDictionary<string, string> Errors) where T : class;

/// <summary>Writing and publishing, for admins.</summary>
public sealed class ArticleDesk(HttpClient http)
{
    public async Task<IReadOnlyList<DraftSummary>> All() => await http.FindAsync<DraftSummary[]>("drafts") ?? [];

    public Task<ArticleSource?> Find(Guid id) => http.FindAsync<ArticleSource>($"articles/by-id/{id}");

    public Task<Outcome<ArticlePage>> Preview(JsonObject document) => Send<ArticlePage>(HttpMethod.Post, "preview", document, null);

    public Task<Outcome<ArticleSaved>> Create(JsonObject document) => Send<ArticleSaved>(HttpMethod.Post, "articles", document, null);

    /// <summary>A new draft on top of the revision that <paramref name="etag"/> names; refused when somebody was first.</summary>
    public Task<Outcome<ArticleSaved>> Save(Guid id, JsonObject document, string etag) => Send<ArticleSaved>(HttpMethod.Put, $"articles/by-id/{id}", document, etag);

    public Task<Outcome<object>> Publish(Guid id, string etag) => Send<object>(HttpMethod.Post, $"articles/by-id/{id}/publish", null, etag);

    public Task<Outcome<object>> Retract(Guid id) => Send<object>(HttpMethod.Post, $"articles/by-id/{id}/retract", null, null);

    private async Task<Outcome<T>> Send<T>(HttpMethod method, string path, JsonObject? document, string? etag) where T : class
    {
        using var request = new HttpRequestMessage(method, path);
        if (document is not null)
            request.Content = JsonContent.Create(new JsonObject { ["document"] = document.DeepClone() });
        if (etag is not null)
            request.Headers.TryAddWithoutValidation("If-Match", etag);
        using var response = await http.SendAsync(request);
        if (response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity or HttpStatusCode.PreconditionFailed)
            return new(null, Refusal(await response.Content.ReadFromJsonAsync<JsonObject>()));
        response.EnsureSuccessStatusCode();
        return new(response.StatusCode is HttpStatusCode.NoContent ? null : await response.Content.ReadFromJsonAsync<T>(Json.Options), new Dictionary<string, string>());
    }

    /// <summary>Problem details by the name of the form's field: "Document.Title" is the field "title".</summary>
    private static Dictionary<string, string> Refusal(JsonObject? problem)
    {
        var errors = new Dictionary<string, string>();
        foreach (var (field, messages) in problem?["errors"] as JsonObject ?? [])
        {
            var name = string.Join('.', field.Split('.').Where(part => !part.Equals("document", StringComparison.OrdinalIgnoreCase))
                .Select(part => part.Length > 0 ? char.ToLowerInvariant(part[0]) + part[1..] : part));
            errors[name] = messages is JsonArray { Count: > 0 } list ? list[0]!.ToString() : "Please check this.";
        }

        if (errors.Count == 0)
            errors[""] = problem?["detail"]?.ToString() ?? "This could not be saved. Please try again.";
        return errors;
    }
}
