using System.Net;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Web.Upstream;

/// <summary>Reading JSON from another service.</summary>
internal static class Reading
{
    /// <summary>The answer, or null where the service says that there is no such thing.</summary>
    public static async Task<T?> FindAsync<T>(this HttpClient http, string path, CancellationToken cancellation = default) where T : class
    {
        using var response = await http.GetAsync(path, cancellation);
        if (response.StatusCode is HttpStatusCode.NotFound)
            return null;
        response.EnsureSuccessStatusCode();
        return response.StatusCode is HttpStatusCode.NoContent ? null : await response.Content.ReadFromJsonAsync<T>(Json.Options, cancellation);
    }

    /// <summary>A list; a service that cannot be reached gives an empty one, for the parts of a page that it can do without.</summary>
    public static Task<IReadOnlyList<T>> ListOrNothingAsync<T>(this HttpClient http, string path) =>
        OrNothingAsync<T>(async () => await http.FindAsync<T[]>(path) ?? []);

    /// <summary>What <paramref name="read"/> gives, or an empty list while the service is away.</summary>
    public static async Task<IReadOnlyList<T>> OrNothingAsync<T>(Func<Task<IReadOnlyList<T>>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return [];
        }
    }
}
