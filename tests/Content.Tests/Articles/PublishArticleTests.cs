using System.Net;
using System.Net.Http.Json;
using PeerSupport.Contracts;

namespace PeerSupport.Content.Tests.Articles;

public sealed class PublishArticleTests(ContentFactory content) : IClassFixture<ContentFactory>
{
    private const string Articles = "/api/content/articles";

    [Fact]
    public async Task A_draft_is_not_visible_to_readers()
    {
        var document = Samples.Article();
        await content.Admin.PostAsJsonAsync(Articles, new { document });

        Assert.Equal(HttpStatusCode.NotFound, (await content.Visitor.GetAsync($"{Articles}/{document.Slug}")).StatusCode);
    }

    [Fact]
    public async Task Publishing_a_draft_makes_it_visible_and_tells_the_others_once()
    {
        var document = Samples.Article();
        var id = await content.PublishAsync(document);

        var page = await (await content.Visitor.GetAsync($"{Articles}/{document.Slug}")).JsonAsync();
        Assert.Equal(document.Title, page.GetProperty("title").GetString());
        Assert.Equal("psychology", page.GetProperty("sections")[0].GetProperty("id").GetString());

        var told = await content.PublishedAsync<ArticlePublished>(published => published.ArticleId == id);
        Assert.Equal((document.Slug, 1), (told.Slug, told.Revision));

        // Publishing what is published already is no news.
        Assert.Equal(HttpStatusCode.NoContent, (await content.Admin.PostAsync($"{Articles}/by-id/{id}/publish", null)).StatusCode);
        await content.PublishAsync(Samples.Article());
        Assert.Equal(1, content.Published<ArticlePublished>(published => published.ArticleId == id));
    }

    [Fact]
    public async Task A_newer_draft_does_not_change_what_readers_see_until_it_is_published()
    {
        var document = Samples.Article();
        var id = await content.PublishAsync(document);
        var admin = content.Admin;
        admin.DefaultRequestHeaders.Add("If-Match", "\"1\"");
        var saved = await admin.PutAsJsonAsync($"{Articles}/by-id/{id}", new { document = document with { Title = "Another title", OtherNames = ["Second name"] } });
        Assert.Equal(HttpStatusCode.OK, saved.StatusCode);
        Assert.Equal("\"2\"", saved.Headers.ETag?.Tag);

        var page = await (await content.Visitor.GetAsync($"{Articles}/{document.Slug}")).JsonAsync();
        Assert.Equal(document.Title, page.GetProperty("title").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await content.Visitor.GetAsync($"{Articles}/second-name")).StatusCode);

        await content.Admin.PostAsync($"{Articles}/by-id/{id}/publish", null);
        page = await (await content.Visitor.GetAsync($"{Articles}/{document.Slug}")).JsonAsync();
        Assert.Equal("Another title", page.GetProperty("title").GetString());
        Assert.Equal(2, page.GetProperty("revision").GetInt32());
        Assert.Equal(HttpStatusCode.MovedPermanently, (await content.Visitor.GetAsync($"{Articles}/second-name")).StatusCode);
    }

    [Fact]
    public async Task Saving_over_somebody_elses_version_is_refused_with_the_current_one()
    {
        var document = Samples.Article();
        var id = await content.PublishAsync(document);
        var admin = content.Admin;

        Assert.Equal(HttpStatusCode.BadRequest, (await admin.PutAsJsonAsync($"{Articles}/by-id/{id}", new { document })).StatusCode);

        admin.DefaultRequestHeaders.Add("If-Match", "\"7\"");
        var refused = await admin.PutAsJsonAsync($"{Articles}/by-id/{id}", new { document });
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal("\"1\"", (await refused.JsonAsync()).GetProperty("current").GetString());
    }

    [Fact]
    public async Task A_retracted_article_is_gone_from_pages_lists_and_search()
    {
        var document = Samples.Article("Zebrafinch");
        var id = await content.PublishAsync(document);
        Assert.Equal(HttpStatusCode.NoContent, (await content.Admin.PostAsync($"{Articles}/by-id/{id}/retract", null)).StatusCode);

        Assert.Equal(HttpStatusCode.NotFound, (await content.Visitor.GetAsync($"{Articles}/{document.Slug}")).StatusCode);
        Assert.DoesNotContain("Zebrafinch", await content.Visitor.GetStringAsync($"{Articles}/index"), StringComparison.Ordinal);
        Assert.Empty((await (await content.Visitor.GetAsync("/api/content/search?q=zebrafinch")).JsonAsync()).GetProperty("results").EnumerateArray());
        await content.PublishedAsync<ArticleRetracted>(retracted => retracted.ArticleId == id);
        Assert.Equal(HttpStatusCode.Conflict, (await content.Admin.PostAsync($"{Articles}/by-id/{id}/retract", null)).StatusCode);
    }

    [Fact]
    public async Task Two_articles_cannot_have_one_address()
    {
        var document = Samples.Article();
        await content.PublishAsync(document);

        Assert.Equal(HttpStatusCode.Conflict, (await content.Admin.PostAsJsonAsync(Articles, new { document })).StatusCode);
    }

    [Fact]
    public async Task An_editor_reads_the_source_with_its_revisions()
    {
        var document = Samples.Article();
        var id = await content.PublishAsync(document);

        var response = await content.Admin.GetAsync($"{Articles}/by-id/{id}");
        var source = await response.JsonAsync();
        Assert.Equal("\"1\"", response.Headers.ETag?.Tag);
        Assert.Equal("published", source.GetProperty("state").GetString());
        Assert.Equal(document.Body, source.GetProperty("document").GetProperty("body").GetString());
        Assert.Equal("Odile", source.GetProperty("revisions")[0].GetProperty("createdBy").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await content.Admin.GetAsync($"{Articles}/by-id/{Guid.NewGuid()}")).StatusCode);
        Assert.Contains(document.Slug, await content.Admin.GetStringAsync("/api/content/drafts"), StringComparison.Ordinal);
    }
}
