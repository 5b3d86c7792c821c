using System.Net;
using System.Net.Http.Json;
using PeerSupport.TestKit;

namespace PeerSupport.Content.Tests.Modules;

public sealed class ModuleTests(ContentFactory content) : IClassFixture<ContentFactory>
{
    private const string File = """
        ---
        title: First steps
        slug: first-steps
        summary: Two short lessons.
        topic: Coping
        ---
        # Lesson: What it is {#what}

        ## Text

        Plain *words*. <script>alert(1)</script>

        ## Quiz: Which?

        Choose one.

        - [x] This one
          > Yes.
        - [ ] That one
          > No, because.

        # Lesson: Trying it

        ## Reflection: What helps you?

        Think.
        """;

    [Fact]
    public async Task A_file_becomes_a_module_with_lessons_and_steps()
    {
        await ImportAsync();

        var module = await (await content.Visitor.GetAsync("/api/content/modules/first-steps")).JsonAsync();
        Assert.Equal(["what", "trying-it"], module.GetProperty("lessons").EnumerateArray().Select(lesson => lesson.GetProperty("slug").GetString()));

        var lesson = await (await content.Visitor.GetAsync("/api/content/modules/first-steps/lessons/what")).JsonAsync();
        Assert.Equal("trying-it", lesson.GetProperty("next").GetString());
        Assert.Null(lesson.GetProperty("previous").GetString());
        var steps = lesson.GetProperty("steps");
        Assert.Contains("<em>words</em>", steps[0].GetProperty("html").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("<script", steps[0].GetProperty("html").GetString(), StringComparison.Ordinal);
        Assert.Equal(("quiz", "Which?"), (steps[1].GetProperty("kind").GetString(), steps[1].GetProperty("question").GetString()));
        var option = steps[1].GetProperty("options")[0];
        Assert.True(option.GetProperty("correct").GetBoolean());
        Assert.Contains("Yes.", option.GetProperty("feedbackHtml").GetString(), StringComparison.Ordinal);

        Assert.Contains("first-steps", await content.Visitor.GetStringAsync("/api/content/modules"), StringComparison.Ordinal);
        Assert.Contains("\"module\"", await content.Visitor.GetStringAsync("/api/content/search?q=first+steps"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await content.Visitor.GetAsync("/api/content/modules/first-steps/lessons/none")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await content.Visitor.GetAsync("/api/content/modules/none")).StatusCode);
    }

    [Theory]
    [InlineData("## Text", "## Song", "line 9")]
    [InlineData("## Quiz: Which?", "## Quiz", "line 13")]
    [InlineData("- [x] This one", "- [ ] This one", "line 13")]
    [InlineData("  > Yes.", "", "line 13")]
    [InlineData("# Lesson: Trying it", "# Trying it", "line 22")]
    [InlineData("summary: Two short lessons.", "", "summary")]
    public async Task A_mistake_is_named_by_line_or_field(string right, string wrong, string where)
    {
        var response = await content.Admin.PutAsync(
            "/api/content/import/modules/first-steps", Samples.File(File.Replace(right, wrong, StringComparison.Ordinal)));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(where, Assert.Single((await response.JsonAsync()).GetProperty("errors").EnumerateObject()).Name);
    }

    [Fact]
    public async Task Progress_belongs_to_the_member()
    {
        await ImportAsync();
        var fern = content.ClientFor(TestUsers.Member());
        const string Progress = "/api/content/progress/first-steps";

        Assert.Equal(HttpStatusCode.NoContent, (await fern.PutAsJsonAsync(Progress, new { lesson = "what", step = 1, completed = false })).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await fern.PutAsJsonAsync(Progress, new { lesson = "trying-it", step = 1, completed = true })).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await fern.PutAsJsonAsync(Progress, new { lesson = "what", step = 0, completed = false })).StatusCode);

        var reached = await (await fern.GetAsync(Progress)).JsonAsync();
        Assert.Equal("what", reached.GetProperty("lesson").GetString());
        Assert.True(reached.GetProperty("completed").GetBoolean());
        var other = await (await content.ClientFor(TestUsers.Member("Moss")).GetAsync(Progress)).JsonAsync();
        Assert.Null(other.GetProperty("lesson").GetString());

        Assert.Equal(HttpStatusCode.BadRequest, (await fern.PutAsJsonAsync(Progress, new { lesson = "", step = -1 })).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await fern.PutAsJsonAsync(Progress, new { lesson = "none", step = 0 })).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await fern.PutAsJsonAsync("/api/content/progress/none", new { lesson = "what", step = 0 })).StatusCode);
    }

    private async Task ImportAsync() => Assert.Equal(
        HttpStatusCode.OK, (await content.Admin.PutAsync("/api/content/import/modules/first-steps", Samples.File(File))).StatusCode);
}
