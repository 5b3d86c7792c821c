using System.Net;

namespace PeerSupport.Content.Tests.Cards;

public sealed class CardTests(ContentFactory content) : IClassFixture<ContentFactory>
{
    private const string Module = """
        ---
        title: Small steps
        slug: small-steps
        summary: Two short lessons.
        topic: Coping
        ---
        # Lesson: What it is {#what}

        ## Text

        Plain words.

        # Lesson: Trying it

        ## Reflection: What helps you?

        Think.
        """;

    [Fact]
    public async Task A_published_article_has_a_card_under_its_address_and_under_its_other_names()
    {
        var document = Samples.Article() with { Definition = "A *short* definition.", OtherNames = ["Seven names"] };
        await content.PublishAsync(document);

        foreach (var path in new[] { $"/learn/{document.Slug}", "/learn/seven-names" })
        {
            var card = await (await content.Visitor.GetAsync($"/api/content/cards?path={path}")).JsonAsync();
            Assert.Equal(
                ("article", $"/learn/{document.Slug}", document.Title, "A short definition."),
                (card.GetProperty("kind").GetString(), card.GetProperty("path").GetString(), card.GetProperty("title").GetString(), card.GetProperty("summary").GetString()));
            Assert.True(card.GetProperty("minutes").GetInt32() > 0);
        }
    }

    [Fact]
    public async Task A_module_and_a_lesson_have_cards()
    {
        Assert.Equal(HttpStatusCode.OK, (await content.Admin.PutAsync("/api/content/import/modules/small-steps", Samples.File(Module))).StatusCode);

        var module = await (await content.Visitor.GetAsync("/api/content/cards?path=/modules/small-steps")).JsonAsync();
        Assert.Equal(("module", "Two short lessons."), (module.GetProperty("kind").GetString(), module.GetProperty("summary").GetString()));
        var lesson = await (await content.Visitor.GetAsync("/api/content/cards?path=/modules/small-steps/trying-it")).JsonAsync();
        Assert.Equal(
            ("lesson", "Trying it", "Small steps", "/modules/small-steps/trying-it"),
            (lesson.GetProperty("kind").GetString(), lesson.GetProperty("title").GetString(), lesson.GetProperty("summary").GetString(), lesson.GetProperty("path").GetString()));
    }

    [Theory]
    [InlineData("/learn/none")]
    [InlineData("/learn/search")]
    [InlineData("/modules/none/what")]
    [InlineData("/groups/any")]
    [InlineData("https://elsewhere.example/learn/any")]
    [InlineData("//elsewhere.example/learn")]
    public async Task Other_addresses_have_none(string path) =>
        Assert.Equal(HttpStatusCode.NotFound, (await content.Visitor.GetAsync("/api/content/cards?path=" + Uri.EscapeDataString(path))).StatusCode);

    [Fact]
    public async Task What_is_not_published_has_none()
    {
        var document = Samples.Article();
        var id = await content.PublishAsync(document);
        Assert.Equal(HttpStatusCode.OK, (await content.Visitor.GetAsync($"/api/content/cards?path=/learn/{document.Slug}")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await content.Admin.PostAsync($"/api/content/articles/by-id/{id}/retract", null)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await content.Visitor.GetAsync($"/api/content/cards?path=/learn/{document.Slug}")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await content.Visitor.GetAsync("/api/content/cards")).StatusCode);
    }
}
