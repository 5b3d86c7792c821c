using System.Net;
using PeerSupport.Content.Articles;

namespace PeerSupport.Content.Tests.Articles;

public sealed class ReadArticleTests(ContentFactory content) : IClassFixture<ContentFactory>
{
    private const string Articles = "/api/content/articles";

    [Fact]
    public async Task The_page_has_all_parts_rendered()
    {
        var other = Samples.Article();
        await content.PublishAsync(other);
        var document = Samples.Article() with
        {
            Definition = "A *short* definition [@one].",
            Timeline = [new() { Period = "1980s", Text = "First words [@two]." }],
            Debates = [new() { Question = "Why?", Answer = "Because of **this**." }],
            Faq = [new() { Question = "How?", Answer = "Slowly." }],
            Media = [new() { Kind = "Film", Items = [new() { Title = "A film", Year = "1999", Note = "A note." }] }],
            References = [new() { Key = "one", Text = "First “source”", Url = "https://example.org/" }, new() { Key = "two", Text = "Second" }],
            Related = [other.Slug, "not-there"],
            Body = $"A lead.\n\n## Biology\n\nSee [[{other.Slug}]], [[{other.Slug}|these words]] and [[not-there|nothing yet]] [@two].\n\n## Biology\n\nAgain.",
            Figure = new() { Name = "five.svg", Alt = "Five circles", Caption = "Five" },
        };
        await content.PublishAsync(document);

        var page = await (await content.Visitor.GetAsync($"{Articles}/{document.Slug}")).JsonAsync();
        var definition = page.GetProperty("definitionHtml").GetString();
        Assert.Contains("<em>short</em>", definition, StringComparison.Ordinal);
        Assert.Contains("href=\"#ref-1\"", definition, StringComparison.Ordinal);
        Assert.Contains("title=\"First “source”\"", definition, StringComparison.Ordinal);
        Assert.Contains("A lead.", page.GetProperty("introductionHtml").GetString(), StringComparison.Ordinal);
        Assert.Equal(["biology", "biology-2"], page.GetProperty("sections").EnumerateArray().Select(part => part.GetProperty("id").GetString()));
        var biology = page.GetProperty("sections")[0].GetProperty("html").GetString();
        Assert.Contains($"<a href=\"/learn/{other.Slug}\">{other.Title}</a>", biology, StringComparison.Ordinal);
        Assert.Contains($"<a href=\"/learn/{other.Slug}\">these words</a>", biology, StringComparison.Ordinal);
        Assert.Contains("and nothing yet", biology, StringComparison.Ordinal);
        Assert.Equal("Because of <strong>this</strong>.", Words(page.GetProperty("debates")[0].GetProperty("html").GetString()));
        Assert.Equal(2, page.GetProperty("references").GetArrayLength());
        Assert.Equal(other.Slug, Assert.Single(page.GetProperty("related").EnumerateArray()).GetProperty("slug").GetString());
        Assert.Equal("/api/content/figures/five.svg", page.GetProperty("figure").GetProperty("url").GetString());

        static string? Words(string? html) => html?.Trim().Replace("<p>", "", StringComparison.Ordinal).Replace("</p>", "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_name_leads_to_the_article()
    {
        var document = Samples.Article() with { OtherNames = ["5-4-3-2-1", "Café rest"] };
        await content.PublishAsync(document);

        foreach (var name in new[] { "5-4-3-2-1", "cafe-rest" })
        {
            var response = await content.Visitor.GetAsync($"{Articles}/{name}");
            Assert.Equal(HttpStatusCode.MovedPermanently, response.StatusCode);
            Assert.Equal($"/api/content/articles/{document.Slug}", response.Headers.Location?.ToString());
        }

        var index = await (await content.Visitor.GetAsync($"{Articles}/index")).JsonAsync();
        Assert.Contains(index.EnumerateArray(), entry => entry.GetProperty("name").GetString() == "5-4-3-2-1" && entry.GetProperty("isOtherName").GetBoolean());
    }

    [Fact]
    public async Task The_list_goes_on_where_a_page_ended_and_filters_by_topic()
    {
        var topic = $"Topic {Guid.NewGuid():N}";
        var documents = Enumerable.Range(0, 3).Select(_ => Samples.Article() with { Topic = topic }).ToList();
        foreach (var document in documents)
        {
            await content.PublishAsync(document);
        }

        var first = await (await content.Visitor.GetAsync($"{Articles}?limit=2&topic={Uri.EscapeDataString(topic)}")).JsonAsync();
        var next = first.GetProperty("next").GetString();
        var second = await (await content.Visitor.GetAsync($"{Articles}?limit=2&topic={Slugs.From(topic)}&before={next}")).JsonAsync();
        var slugs = first.GetProperty("items").EnumerateArray().Concat(second.GetProperty("items").EnumerateArray())
            .Select(item => item.GetProperty("slug").GetString());
        Assert.Equal(documents.Select(document => document.Slug).Reverse(), slugs);
        Assert.Null(second.GetProperty("next").GetString());

        var topics = await (await content.Visitor.GetAsync("/api/content/topics")).JsonAsync();
        Assert.Equal(3, topics.EnumerateArray().Single(entry => entry.GetProperty("name").GetString() == topic).GetProperty("articles").GetInt32());
        Assert.Equal(HttpStatusCode.BadRequest, (await content.Visitor.GetAsync($"{Articles}?before=yesterday")).StatusCode);
    }

    [Fact]
    public async Task A_page_that_has_not_changed_is_not_sent_again()
    {
        var document = Samples.Article();
        await content.PublishAsync(document);
        var visitor = content.Visitor;
        var etag = (await visitor.GetAsync($"{Articles}/{document.Slug}")).Headers.ETag!.Tag;

        visitor.DefaultRequestHeaders.Add("If-None-Match", etag);
        Assert.Equal(HttpStatusCode.NotModified, (await visitor.GetAsync($"{Articles}/{document.Slug}")).StatusCode);
    }

    [Fact]
    public async Task An_unknown_address_is_404()
    {
        var response = await content.Visitor.GetAsync($"{Articles}/no-such-thing");
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("/problems/article-not-found", (await response.JsonAsync()).GetProperty("type").GetString());
    }

    [Fact]
    public void Reading_time_is_counted_in_words() => Assert.Equal(3, Rendering.Minutes(660));

    private static class Rendering
    {
        public static int Minutes(int words) => Content.Rendering.ArticleRenderer.ReadingMinutes(
            new ArticleDocument { Body = string.Join(' ', Enumerable.Repeat("word", words)) });
    }
}
