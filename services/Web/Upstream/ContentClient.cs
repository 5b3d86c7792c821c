using PeerSupport.ServiceDefaults;

namespace PeerSupport.Web.Upstream;

/// <summary>The encyclopedia and the learning modules, as readers see them.</summary>
public sealed class ContentClient(HttpClient http)
{
    public Task<IReadOnlyList<ArticleSummary>> Latest(int limit = 6) => http.ListOrNothingAsync<ArticleSummary>($"articles?limit={limit}");

    public async Task<IReadOnlyList<ArticleSummary>> OfTopic(string topic) =>
        await http.FindAsync<ArticleSummary[]>($"articles?limit=100&topic={Uri.EscapeDataString(topic)}") ?? [];

    public Task<IReadOnlyList<Topic>> Topics() => http.ListOrNothingAsync<Topic>("topics");

    public async Task<IReadOnlyList<IndexName>> Index() => await http.FindAsync<IndexName[]>("articles/index") ?? [];

    /// <summary>Null when there is none. Another name of an article gives that article, whose slug then differs from the one asked for.</summary>
    public Task<ArticlePage?> Article(string slug) => http.FindAsync<ArticlePage>($"articles/{Uri.EscapeDataString(slug)}");

    public async Task<SearchResults> Search(string words) =>
        await http.FindAsync<SearchResults>($"search?q={Uri.EscapeDataString(words)}") ?? new SearchResults([], false);

    public Task<IReadOnlyList<LearningModule>> Modules() => http.ListOrNothingAsync<LearningModule>("modules");

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
