using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using PeerSupport.Content.Articles;
using PeerSupport.Content.Data;
using PeerSupport.ServiceDefaults;
using PeerSupport.TestKit;

namespace PeerSupport.Content.Tests;

public sealed class ContentFactory : IAsyncLifetime
{
    private readonly Service _service = new();

    public IServiceProvider Services => _service.Services;

    public Task LoseDatabaseAsync() => _service.LoseDatabaseAsync();

    public HttpClient Visitor => _service.ClientFor(null);

    public HttpClient Admin => _service.ClientFor(TestUsers.Admin());

    public HttpClient Member => _service.ClientFor(TestUsers.Member());

    public HttpClient ClientFor(TestUser? user) => _service.ClientFor(user);

    public Task<TEvent> PublishedAsync<TEvent>(Func<TEvent, bool> fits)
        where TEvent : class => _service.PublishedAsync(fits);

    public int Published<TEvent>(Func<TEvent, bool> fits)
        where TEvent : class => _service.PublishedNow(fits).Count();

    public async ValueTask InitializeAsync() => await _service.InitializeAsync();

    public async ValueTask DisposeAsync() => await _service.DisposeAsync();

    /// <summary>Creates and publishes; returns the id.</summary>
    public async Task<Guid> PublishAsync(ArticleDocument document)
    {
        var admin = Admin;
        var created = await admin.PostAsJsonAsync("/api/content/articles", new { document });
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        var id = (await created.JsonAsync()).GetProperty("id").GetGuid();
        var published = await admin.PostAsync($"/api/content/articles/by-id/{id}/publish", null);
        Assert.Equal(HttpStatusCode.NoContent, published.StatusCode);
        return id;
    }

    private sealed class Service : ServiceFactory<Program, ContentDb>;
}

internal static class Samples
{
    private static int s_number;

    public static ArticleDocument Article(string? title = null)
    {
        var name = title ?? $"Sample {Interlocked.Increment(ref s_number)}";
        return new ArticleDocument
        {
            Title = name,
            Slug = Slugs.From(name),
            Topic = "Coping",
            Level = "introductory",
            Definition = "A short definition.",
            Author = "Editors",
            Body = "## Psychology\n\nWords about it.",
        };
    }

    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage response) =>
        JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), Json.Options);

    public static StringContent File(string text, string type = "text/markdown") => new(text, Encoding.UTF8, new MediaTypeHeaderValue(type));
}
