using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using PeerSupport.Contracts;
using PeerSupport.TestKit;

namespace PeerSupport.Moderation.Tests.Rules;

/// <summary>A moderator at the rules, and chat as it would answer.</summary>
internal sealed class RuleDesk(ModerationFactory factory, TestUser user)
{
    public const string Rules = "/api/moderation/rules";

    public static readonly object Own = new
    {
        id = "own.word",
        label = "harassment",
        risk = "high",
        says = "It has a word of ours.",
        any = new[] { "grumblewort" },
        matches = new[] { "you grumblewort" },
        leaves = new[] { "a plain sentence" },
    };

    public HttpClient Client { get; } = factory.ClientFor(user);

    public async Task<JsonElement> GetAsync(string path) => await Client.GetFromJsonAsync<JsonElement>($"{Rules}/{path}", TestContext.Current.CancellationToken);

    public Task<HttpResponseMessage> PostAsync(string path, object? body = null) =>
        Client.PostAsJsonAsync($"{Rules}/{path}", body ?? new { }, TestContext.Current.CancellationToken);

    /// <summary>The number of the version in force; waits until the service has begun.</summary>
    public async Task<int> ActiveAsync()
    {
        int? found = null;
        await Eventually.TrueAsync(
            async () => (found = (await GetAsync("versions")).GetProperty("items").EnumerateArray().Where(version => version.GetProperty("state").GetString() == "active")
                .Select(version => (int?)version.GetProperty("number").GetInt32()).SingleOrDefault()) is not null,
            "no rules are in force");
        return found!.Value;
    }

    public async Task<int> DraftAsync(int? basedOn = null)
    {
        var answer = await PostAsync("versions", new { basedOn = basedOn ?? await ActiveAsync(), note = "A word that hurts here." });
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("number").GetInt32();
    }

    public async Task<HttpResponseMessage> PutAsync(int number, string path, object body, string? etag = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"{Rules}/versions/{number}/{path}") { Content = JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("If-Match", etag ?? await EtagAsync(number));
        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async Task<JsonElement> SaveAsync(int number, string path, object body)
    {
        var answer = await PutAsync(number, path, body);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
    }

    public async Task<string> EtagAsync(int number) => (await GetAsync($"versions/{number}")).GetProperty("etag").GetString()!;

    public async Task<string> StateAsync(int number) => (await GetAsync($"versions/{number}")).GetProperty("version").GetProperty("state").GetString()!;

    /// <summary>A draft with a rule of our own, of which chat has said what it would find.</summary>
    public async Task<int> TriedDraftAsync(string word = "grumblewort", params DryRunSample[] samples)
    {
        var number = await DraftAsync();
        await SaveAsync(number, "rules/own.word", new
        {
            file = "own.yaml",
            yaml = $"id: own.word\nlabel: harassment\nrisk: high\nsays: It has a word of ours.\nany: [{word}]\nmatches: [{word}]",
        });
        await TryOnMessagesAsync(number, samples);
        return number;
    }

    public async Task<Guid> TryOnMessagesAsync(int number, params DryRunSample[] samples)
    {
        var id = await AskAsync(number);
        var requested = await factory.PublishedAsync<DryRunRequested>(asked => asked.DryRunId == id);
        var report = new DryRunReport("before", requested.Digest, 120, 3, [new("harassment", "high", 1, 2, 1, 0)], [new("high", 0.3, 0.6)], 40, 200, samples, [], []);
        await factory.PublishAsync(new DryRunFinished(Guid.CreateVersion7(), DateTimeOffset.UtcNow, id, report, null));
        await EndsAsync(id, "done");
        return id;
    }

    public async Task<Guid> AskAsync(int number)
    {
        var answer = await PostAsync($"versions/{number}/dry-runs", new { limit = 500 });
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("id").GetGuid();
    }

    public Task EndsAsync(Guid dryRun, string state) => Eventually.TrueAsync(
        async () => (await GetAsync($"dry-runs/{dryRun}")).GetProperty("run").GetProperty("state").GetString() == state, $"the dry run did not become {state}");

    public async Task<int> ProposedAsync(string word = "grumblewort")
    {
        var number = await TriedDraftAsync(word);
        Assert.Equal(HttpStatusCode.NoContent, (await PostAsync($"versions/{number}/propose", new { note = "It hurts." })).StatusCode);
        return number;
    }
}
