using System.Text.Json;

namespace PeerSupport.Content.Tests.Searches;

public sealed class SearchTests(ContentFactory content) : IClassFixture<ContentFactory>
{
    [Fact]
    public async Task Search_finds_by_word_beginning_typing_error_and_other_name()
    {
        await content.PublishAsync(Samples.Article("Dissociation") with
        {
            OtherNames = ["Spacing out"],
            Definition = "A <b>distance</b> between oneself & the world.",
        });

        foreach (var query in new[] { "dissociation", "DISSOC", "disociation", "spacing", "distance world" })
        {
            var hit = Assert.Single((await SearchAsync(query)).GetProperty("results").EnumerateArray());
            Assert.Equal("dissociation", hit.GetProperty("slug").GetString());
            Assert.Equal("article", hit.GetProperty("kind").GetString());
        }

        Assert.Empty((await SearchAsync("helicopter")).GetProperty("results").EnumerateArray());
    }

    [Fact]
    public async Task A_snippet_marks_the_words_and_nothing_else_is_markup()
    {
        await content.PublishAsync(Samples.Article("Lantern") with { Body = "Words \uE000about\uE001 `<script>alert(1)</script>` lanterns & light." });

        var snippet = (await SearchAsync("lantern")).GetProperty("results")[0].GetProperty("snippetHtml").GetString()!;
        Assert.Contains("<mark>lanterns</mark>", snippet, StringComparison.Ordinal);
        var rest = snippet.Replace("<mark>", "", StringComparison.Ordinal).Replace("</mark>", "", StringComparison.Ordinal);
        Assert.DoesNotContain('<', rest);
        Assert.DoesNotContain("<mark>about", snippet, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_title_outranks_a_mention()
    {
        await content.PublishAsync(Samples.Article("Harbour") with { Body = "Nothing else." });
        await content.PublishAsync(Samples.Article("Anchors") with { Body = "An anchor in a harbour, harbour, harbour." });

        Assert.Equal("harbour", (await SearchAsync("harbour")).GetProperty("results")[0].GetProperty("slug").GetString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("&|!():*")]
    [InlineData("' ; drop table articles; --")]
    [InlineData("the of and")]
    [InlineData("%_\\")]
    public async Task Any_text_is_a_question_and_never_a_fault(string query) =>
        Assert.Equal(JsonValueKind.Array, (await SearchAsync(query)).GetProperty("results").ValueKind);

    [Theory]
    [InlineData("i want to kill myself", true)]
    [InlineData("suicide", true)]
    [InlineData("grounding", false)]
    public async Task A_question_that_suggests_danger_asks_for_help_first(string query, bool helpFirst) =>
        Assert.Equal(helpFirst, (await SearchAsync(query)).GetProperty("helpFirst").GetBoolean());

    private async Task<JsonElement> SearchAsync(string query) =>
        await (await content.Visitor.GetAsync($"/api/content/search?q={Uri.EscapeDataString(query)}")).JsonAsync();
}
