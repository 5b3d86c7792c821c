using System.Net;
using PeerSupport.Contracts;

namespace PeerSupport.Content.Tests.Articles;

public sealed class ImportArticleTests(ContentFactory content) : IClassFixture<ContentFactory>
{
    private const string File = """
        ---
        title: Breathing
        slug: breathing
        otherNames: [Breathwork]
        topic: Coping
        level: in depth
        definition: >-
          Slow breathing calms the body [@one].
        author: Editors
        reviewedOn: 2026-10-01
        infobox:
          - term: Takes
            values: ["One minute"]
        media:
          - kind: Literature
            items:
              - title: A book
                year: "1999"
                note:
        references:
          - key: one
            text: "A source."
        related: []
        ---
        ## Biology

        Words.
        """;

    [Fact]
    public async Task A_file_becomes_a_published_article_and_a_second_time_changes_nothing()
    {
        var first = await content.Admin.PutAsync("/api/content/import/articles/breathing", Samples.File(File));
        Assert.True((await first.JsonAsync()).GetProperty("changed").GetBoolean());
        var second = await content.Admin.PutAsync("/api/content/import/articles/breathing", Samples.File(File));
        Assert.False((await second.JsonAsync()).GetProperty("changed").GetBoolean());

        var page = await (await content.Visitor.GetAsync("/api/content/articles/breathing")).JsonAsync();
        Assert.Equal("2026-10-01", page.GetProperty("reviewedOn").GetString());
        Assert.Equal(1, page.GetProperty("revision").GetInt32());

        var third = await content.Admin.PutAsync(
            "/api/content/import/articles/breathing", Samples.File(File.Replace("Words.", "Other words.", StringComparison.Ordinal)));
        Assert.Equal(2, (await third.JsonAsync()).GetProperty("revision").GetInt32());
        await content.PublishedAsync<ArticlePublished>(published => published is { Slug: "breathing", Revision: 2 });
    }

    [Theory]
    [InlineData("title: Breathing", "titel: Breathing", "line 2")]
    [InlineData("reviewedOn: 2026-10-01", "reviewedOn: last autumn", "line 10")]
    [InlineData("level: in depth", "level: hard", "document.level")]
    [InlineData("slug: breathing", "slug: sighing", "document.slug")]
    [InlineData("- key: one", "- key: two", "document.body")]
    [InlineData("author: Editors", "author:", "document.author")]
    [InlineData("title: Breathing", "title: [", "line ")]
    public async Task A_mistake_is_named_by_line_or_field(string right, string wrong, string where)
    {
        var response = await content.Admin.PutAsync(
            "/api/content/import/articles/breathing", Samples.File(File.Replace(right, wrong, StringComparison.Ordinal)));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var errors = (await response.JsonAsync()).GetProperty("errors");
        Assert.Contains(errors.EnumerateObject(), error => error.Name.StartsWith(where, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_without_fields_in_front_is_refused()
    {
        var response = await content.Admin.PutAsync("/api/content/import/articles/breathing", Samples.File("## Only words"));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }
}
