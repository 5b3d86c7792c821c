using System.Net;

namespace PeerSupport.Content.Tests.Figures;

public sealed class FigureTests(ContentFactory content) : IClassFixture<ContentFactory>
{
    private const string Hostile = """
        <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 10 10" onload="alert(1)" style="background:url(https://evil.example)">
          <title>Five circles</title>
          <style>@import url(https://evil.example);</style>
          <script>alert(1)</script>
          <foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><img src="x" onerror="alert(1)"/></body></foreignObject>
          <defs><linearGradient id="shade"><stop offset="0" stop-color="#fff"/></linearGradient></defs>
          <circle cx="5" cy="5" r="4" fill="url(#shade)" stroke="url(https://evil.example#x)" onclick="alert(1)"/>
          <use xlink:href="#shade"/><use href="https://evil.example/a.svg#x"/>
          <image href="https://evil.example/pixel.png"/>
          <a href="javascript:alert(1)"><text>Press</text></a>
          <animate attributeName="href" to="javascript:alert(1)"/>
        </svg>
        """;

    [Fact]
    public async Task A_drawing_keeps_its_shapes_and_loses_all_that_acts_or_loads()
    {
        Assert.Equal(HttpStatusCode.NoContent, (await content.Admin.PutAsync("/api/content/figures/five.svg", Samples.File(Hostile, "image/svg+xml"))).StatusCode);

        var response = await content.Visitor.GetAsync("/api/content/figures/five.svg");
        var svg = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal("image/svg+xml", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("default-src 'none'; sandbox", response.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        foreach (var kept in new[] { "<title>Five circles</title>", "viewBox=\"0 0 10 10\"", "fill=\"url(#shade)\"", "linearGradient", "href=\"#shade\"" })
        {
            Assert.Contains(kept, svg, StringComparison.Ordinal);
        }

        foreach (var gone in new[] { "script", "evil", "foreignObject", "onload", "onclick", "style", "image", "animate", "javascript", "Press" })
        {
            Assert.DoesNotContain(gone, svg, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Theory]
    [InlineData("five.svg", "<svg")]
    [InlineData("five.svg", "<html/>")]
    [InlineData("five.svg", "<!DOCTYPE svg [<!ENTITY a \"b\">]><svg xmlns=\"http://www.w3.org/2000/svg\">&a;</svg>")]
    [InlineData("five.png", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")]
    public async Task What_is_no_drawing_is_refused(string name, string text) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await content.Admin.PutAsync($"/api/content/figures/{name}", Samples.File(text, "image/svg+xml"))).StatusCode);

    [Fact]
    public async Task The_ending_of_a_name_may_be_left_out()
    {
        var drawing = Samples.File("<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "image/svg+xml");
        Assert.Equal(HttpStatusCode.NoContent, (await content.Admin.PutAsync("/api/content/figures/bare", drawing)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await content.Visitor.GetAsync("/api/content/figures/bare.svg")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await content.Visitor.GetAsync("/api/content/figures/bare")).StatusCode);
    }

    [Fact]
    public async Task A_figure_that_is_not_there_is_404() =>
        Assert.Equal(HttpStatusCode.NotFound, (await content.Visitor.GetAsync("/api/content/figures/none.svg")).StatusCode);
}
