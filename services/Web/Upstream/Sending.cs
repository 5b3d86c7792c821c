using System.Net;
using System.Text.Json.Nodes;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Web.Upstream;

/// <summary>What came of asking a service to change something.</summary>
/// <param name="Value">What it answered, when it did it.</param>
/// <param name="Code">The end of the problem's type, such as <c>age-band</c>, when it did not; null when it did.</param>
/// <param name="Errors">What to change, by field; an empty name means the whole.</param>
public sealed record Sent<T>(T? Value, string? Code, IReadOnlyDictionary<string, string> Errors) where T : class
{
    public bool IsDone => Code is null;
}

/// <summary>Changing something at another service.</summary>
internal static class Sending
{
    /// <summary>A refusal is an answer; a fault is an exception.</summary>
    public static async Task<Sent<T>> SendAsync<T>(this HttpClient http, HttpMethod method, string path, object? body = null, Action<HttpRequestMessage>? with = null)
        where T : class
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = JsonContent.Create(body, options: Json.Options);
        with?.Invoke(request);
        using var response = await http.SendAsync(request);
        if (response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.NotFound or HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity)
            return Refused<T>(await response.Content.ReadFromJsonAsync<JsonObject>());
        response.EnsureSuccessStatusCode();
        var value = response.StatusCode is HttpStatusCode.NoContent ? null : await response.Content.ReadFromJsonAsync<T>(Json.Options);
        return new(value, null, new Dictionary<string, string>());
    }

    private static Sent<T> Refused<T>(JsonObject? problem) where T : class
    {
        var errors = new Dictionary<string, string>();
        foreach (var (field, messages) in problem?["errors"] as JsonObject ?? [])
        {
            var name = field.Length > 0 ? char.ToLowerInvariant(field[0]) + field[1..] : field;
            errors[name.Split('[')[0]] = messages is JsonArray { Count: > 0 } list ? list[0]!.ToString() : "Please check this.";
        }
        if (errors.Count == 0)
            errors[""] = problem?["detail"]?.ToString() ?? "This could not be done. Please try again.";
        return new(null, problem?["type"]?.ToString().Split('/')[^1] ?? "invalid", errors);
    }
}
