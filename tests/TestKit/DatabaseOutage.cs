using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Xunit;

namespace PeerSupport.TestKit;

/// <summary>What every service owes its callers while its database is away.</summary>
public static class DatabaseOutage
{
    /// <summary>Asks for <paramref name="path"/> as a program and as a browser, and looks at the service's health. The database must be away already.</summary>
    public static async Task IsToldKindlyAsync(HttpClient client, string path)
    {
        foreach (var accepts in new[] { "application/json", "text/html" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(accepts));
            using var answer = await client.SendAsync(request);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
            Assert.NotNull(answer.Headers.RetryAfter);
            var problem = JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync());
            Assert.Equal("/problems/database-unavailable", problem.GetProperty("type").GetString());
            Assert.Contains("try again", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }
    }

    /// <summary>Health says which part is missing; the process itself lives, so that nobody restarts it for the database's sake.</summary>
    public static async Task IsSeenInHealthAsync(HttpClient client)
    {
        using var ready = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        var health = JsonSerializer.Deserialize<JsonElement>(await ready.Content.ReadAsStringAsync());
        Assert.Equal("Unhealthy", health.GetProperty("checks").GetProperty("database").GetString());
        using var live = await client.GetAsync(new Uri("/health/live", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
    }
}
