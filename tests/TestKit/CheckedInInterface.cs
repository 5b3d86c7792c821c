using System.Text.Json.Nodes;
using Xunit;

namespace PeerSupport.TestKit;

/// <summary>Holds the public interface of a service against its description in the repository, where a reviewer sees a change.</summary>
public static class CheckedInInterface
{
    /// <summary>
    /// Fails when the served description differs from the file <c>openapi.json</c> beside the tests, and says how to renew it; or when an operation has no
    /// summary or no response that says how it succeeds.
    /// </summary>
    /// <param name="client">A visitor's client.</param>
    /// <param name="service">The folder of the service, such as <c>Chat</c>.</param>
    public static async Task HoldsAsync(HttpClient client, string service)
    {
        var served = JsonNode.Parse(await client.GetStringAsync(new Uri($"/api/{service.ToLowerInvariant()}/openapi.json", UriKind.Relative)))!.AsObject();
        served.Remove("servers");
        Assert.Empty(Poor(served));

        var text = served.ToJsonString(new() { WriteIndented = true }).ReplaceLineEndings("\n");
        var file = Path.Combine(AppContext.BaseDirectory, "openapi.json");
        if (text != (File.Exists(file) ? await File.ReadAllTextAsync(file) : "").ReplaceLineEndings("\n").TrimEnd())
        {
            var copy = Path.Combine(AppContext.BaseDirectory, "openapi.served.json");
            await File.WriteAllTextAsync(copy, text + "\n");
            Assert.Fail($"The interface has changed. If that is meant, copy {copy} over services/{service}/openapi.json.");
        }
    }

    private static List<string> Poor(JsonObject document) =>
    [
        .. from path in document["paths"]!.AsObject()
           from operation in path.Value!.AsObject()
           let isSummed = operation.Value!["summary"] is not null
           let isAnswered = operation.Value["responses"]!.AsObject().Any(response => response.Key[0] is '2' or '3')
           where !isSummed || !isAnswered
           select $"{operation.Key} {path.Key} lacks {(isSummed ? "a response" : "a summary")}",
    ];
}
