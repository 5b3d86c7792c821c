using System.Net;
using System.Net.Http.Json;

namespace PeerSupport.Content.Tests;

/// <summary>Every route that changes something, or shows what readers must not see: visitors are asked to sign in, members are refused.</summary>
public sealed class AccessTests(ContentFactory content) : IClassFixture<ContentFactory>
{
    private static readonly string s_id = Guid.Empty.ToString();

    public static TheoryData<string, string> AdminRoutes => new()
    {
        { "GET", "drafts" },
        { "POST", "articles" },
        { "GET", $"articles/by-id/{s_id}" },
        { "PUT", $"articles/by-id/{s_id}" },
        { "POST", $"articles/by-id/{s_id}/publish" },
        { "POST", $"articles/by-id/{s_id}/retract" },
        { "POST", "preview" },
        { "PUT", "import/articles/grounding" },
        { "PUT", "import/modules/grounding" },
        { "PUT", "figures/grounding.svg" },
    };

    [Theory]
    [MemberData(nameof(AdminRoutes))]
    public async Task Only_admins_may(string method, string route)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, (await content.Visitor.SendAsync(Request())).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await content.Member.SendAsync(Request())).StatusCode);

        HttpRequestMessage Request() => new(new HttpMethod(method), $"/api/content/{route}")
        {
            Content = method == "GET" ? null
                : route.StartsWith("import", StringComparison.Ordinal) ? Samples.File("---")
                : route.StartsWith("figures", StringComparison.Ordinal) ? Samples.File("<svg/>", "image/svg+xml")
                : JsonContent.Create(new { document = Samples.Article() }),
        };
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    public async Task Progress_is_for_members(string method)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/api/content/progress/any");
        Assert.Equal(HttpStatusCode.Unauthorized, (await content.Visitor.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task Bad_input_is_named_by_its_field()
    {
        var document = Samples.Article() with { Title = "", Slug = "Not A Slug", References = [new() { Key = "a", Text = "A", Url = "javascript:alert(1)" }] };
        foreach (var (method, route) in new[] { ("POST", "articles"), ("PUT", $"articles/by-id/{s_id}"), ("POST", "preview") })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), $"/api/content/{route}") { Content = JsonContent.Create(new { document }) };
            var response = await content.Admin.SendAsync(request);
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
            var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.Contains("itle", text, StringComparison.Ordinal);
            Assert.Contains("lug", text, StringComparison.Ordinal);
            Assert.Contains("rl", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_citation_without_a_reference_is_refused()
    {
        var document = Samples.Article() with { Body = "It works [@nobody]." };
        var response = await content.Admin.PostAsJsonAsync("/api/content/articles", new { document });

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("nobody", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Null_where_a_list_belongs_is_bad_input_and_not_a_fault()
    {
        var response = await content.Admin.PostAsync("/api/content/articles", Samples.File("""{"document":{"title":null,"otherNames":null}}""", "application/json"));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        response = await content.Admin.PostAsync("/api/content/articles", Samples.File("{}", "application/json"));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }
}
