using PeerSupport.ServiceDefaults;

namespace PeerSupport.Web.Upstream;

/// <summary>The encyclopedia and the learning modules, as readers see them.</summary>
public sealed class ContentClient(HttpClient http)
{
    /// <summary>The newest first; nothing while content is away.</summary>
    public Task<IReadOnlyList<ArticleSummary>> Latest(int limit) => Reading.OrNothingAsync(async () =>
        (await http.FindAsync<Page<ArticleSummary>>($"articles?limit={limit}"))?.Items ?? []);

    public async Task<Page<ArticleSummary>> OfTopic(string topic, string? before)
    {
        var after = before is null ? "" : $"&before={Uri.EscapeDataString(before)}";
        return await http.FindAsync<Page<ArticleSummary>>($"articles?limit=50&topic={Uri.EscapeDataString(topic)}{after}") ?? new([], null);
    }

    public Task<IReadOnlyList<Topic>> Topics() => http.ListOrNothingAsync<Topic>("topics");

    public async Task<IReadOnlyList<IndexName>> Index() => await http.FindAsync<IndexName[]>("articles/index") ?? [];

    /// <summary>Null when there is none. Another name of an article gives that article, whose slug then differs from the one asked for.</summary>
    public Task<ArticlePage?> Article(string slug) => http.FindAsync<ArticlePage>($"articles/{Uri.EscapeDataString(slug)}");

    public async Task<SearchResults> Search(string words) =>
        await http.FindAsync<SearchResults>($"search?q={Uri.EscapeDataString(words)}") ?? new SearchResults([], false);

    public Task<IReadOnlyList<ModuleSummary>> Modules() => http.ListOrNothingAsync<ModuleSummary>("modules");

    public Task<LearningModule?> Module(string slug) => http.FindAsync<LearningModule>($"modules/{Uri.EscapeDataString(slug)}");

    public Task<Lesson?> Lesson(string module, string lesson) =>
        http.FindAsync<Lesson>($"modules/{Uri.EscapeDataString(module)}/lessons/{Uri.EscapeDataString(lesson)}");

    public Task<Progress?> Progress(string module) => http.FindAsync<Progress>($"progress/{Uri.EscapeDataString(module)}");

    public async Task Keep(string module, Progress progress)
    {
        using var response = await http.PutAsJsonAsync($"progress/{Uri.EscapeDataString(module)}", progress, Json.Options);
        response.EnsureSuccessStatusCode();
    }
}
