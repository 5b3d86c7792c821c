using System.Net.Http.Json;
using PeerSupport.Content.Rendering;

namespace PeerSupport.Content.Tests.Rendering;

public sealed class HostileTextTests(ContentFactory content) : IClassFixture<ContentFactory>
{
    public static TheoryData<string> Attempts =>
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[click](javascript:alert(1))",
        "[click](JaVaScRiPt:alert(1))",
        "[click](&#106;avascript:alert(1))",
        "<javascript:alert(1)>",
        "[click](data:text/html;base64,PHNjcmlwdD4=)",
        "![x](javascript:alert(1))",
        "[a]: javascript:alert(1)\n\n[a]",
        "[x](https://example.org \"\\\" onmouseover=alert(1)\")",
        "[[slug|<img src=x onerror=alert(1)>]]",
        "<svg onload=alert(1)>",
        "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
        "## <b onclick=alert(1)>Title</b>",
    ];

    [Theory]
    [MemberData(nameof(Attempts))]
    public void An_attempt_to_run_something_becomes_words(string attempt)
    {
        var context = new RenderContext([], new Dictionary<string, string> { ["slug"] = "Title" });
        var html = MarkdownRenderer.Html(attempt, context) + string.Concat(MarkdownRenderer.Sections(attempt, context).Select(part => part.Html));
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(html);

        Assert.Empty(page.QuerySelectorAll("script, img, svg, iframe, object, embed, style, form, input, b"));
        foreach (var element in page.All)
        {
            Assert.DoesNotContain(element.Attributes, attribute => attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase)
                || attribute.Name is "style" or "src" or "srcdoc");
            var href = element.GetAttribute("href");
            Assert.True(href is null || href.StartsWith('/') || href.StartsWith('#') || href.StartsWith("https://", StringComparison.Ordinal), href);
        }
    }

    [Fact]
    public async Task A_hostile_reference_and_title_stay_words_in_the_preview()
    {
        var document = Samples.Article() with
        {
            Definition = "Known [@one].",
            References = [new() { Key = "one", Text = "\"><script>alert(1)</script>" }],
        };
        var page = await (await content.Admin.PostAsJsonAsync("/api/content/preview", new { document })).JsonAsync();
        var html = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(page.GetProperty("definitionHtml").GetString()!);

        Assert.Empty(html.QuerySelectorAll("script"));
        Assert.Equal("\"><script>alert(1)</script>", html.QuerySelector("a.citation")?.GetAttribute("title"));
    }

    [Fact]
    public void Citations_in_code_stay_as_written() =>
        Assert.Contains("<code>[@one]</code>", MarkdownRenderer.Html("`[@one]`", new([new() { Key = "one", Text = "A" }], new Dictionary<string, string>())), StringComparison.Ordinal);
}
