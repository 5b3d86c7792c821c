using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using PeerSupport.Chat.Groups;
using PeerSupport.ServiceDefaults;
using PeerSupport.TestKit;

namespace PeerSupport.Chat.Tests.Groups;

public sealed class DirectoryTests(ChatFixture chat) : IClassFixture<ChatFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("q=harbour", "quiet-harbour")]
    [InlineData("q=HARB", "quiet-harbour")]
    [InlineData("q=harbuor", "quiet-harbour")]
    [InlineData("q=boats+sea", "quiet-harbour")]
    [InlineData("q=Jealousy", "green-eyes")]
    [InlineData("q=nothing-like-it", "")]
    [InlineData("q=100%25", "")]
    [InlineData("topic=Jealousy", "green-eyes")]
    [InlineData("language=de", "worte")]
    [InlineData("age=16-17", "worte")]
    [InlineData("admission=request", "green-eyes")]
    [InlineData("free=true&q=harbour", "")]
    public async Task The_directory_finds_and_narrows(string query, string slugs)
    {
        await FillAsync();
        var found = await chat.Service.ClientFor(null).GetFromJsonAsync<JsonElement>($"/api/chat/groups?{query}", Cancel);
        Assert.Equal(slugs.Split(',', StringSplitOptions.RemoveEmptyEntries), Slugs(found));
    }

    [Fact]
    public async Task What_is_closed_or_by_invitation_is_not_listed_and_no_page_repeats_or_leaves_out()
    {
        await FillAsync();
        for (var i = 0; i < 45; i++)
            await PutAsync($"many-{i:00}", new("Many", "One of many.", "en", null, null, ["Be kind."]));
        var visitor = chat.Service.ClientFor(null);
        var all = new List<string>();
        var next = "";
        do
        {
            var page = await visitor.GetFromJsonAsync<JsonElement>($"/api/chat/groups?{next}", Cancel);
            Assert.Equal(["de", "en"], page.GetProperty("languages").EnumerateArray().Select(language => language.GetString()));
            all.AddRange(Slugs(page));
            next = page.GetProperty("next").GetString() is { } after ? $"after={after}" : null;
        }
        while (next is not null);

        Assert.Equal(all.Distinct(), all);
        Assert.Equal(45, all.Count(slug => slug.StartsWith("many-", StringComparison.Ordinal)));
        Assert.DoesNotContain("hidden", all);
        Assert.DoesNotContain("closed", all);
        foreach (var bad in new[] { "after=hidden", "admission=sometimes", $"q={new string('x', 101)}" })
            Assert.Equal(HttpStatusCode.BadRequest, (await visitor.GetAsync($"/api/chat/groups?{bad}", Cancel)).StatusCode);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(4, 0)]
    [InlineData(5, 5)]
    [InlineData(18, 20)]
    [InlineData(26, 30)]
    [InlineData(130, 150)]
    [InlineData(1049, 1000)]
    public void Size_is_told_rounded(int members, int about) => Assert.Equal(about, DirectoryEndpoint.About(members));

    private static IEnumerable<string> Slugs(JsonElement page) => page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("slug").GetString()!);

    private async Task FillAsync()
    {
        await PutAsync("quiet-harbour", new("Quiet harbour", "For people whose boats have been out at sea.", "en", "Attachment styles", null, ["Be kind."]) { Capacity = 2 });
        await PutAsync("green-eyes", new("Green eyes", "For those who compare.", "en", "Jealousy", null, ["Be kind."]) { Admission = Admission.Request });
        await PutAsync("worte", new("Worte", "Auf Deutsch.", "de", null, null, ["Sei freundlich."]) { AgeBand = AgeBands.Under18 });
        await PutAsync("hidden", new("Hidden", "By invitation.", "fr", null, null, ["Be kind."]) { Admission = Admission.Invitation });
        await PutAsync("closed", new("Closed", "Not any more.", "it", null, null, ["Be kind."]));
        await chat.Service.ClientFor(TestUsers.Admin()).PostAsync("/api/chat/groups/closed/archive", null, Cancel);
        for (var i = 0; i < 2; i++)
            await chat.Service.ClientFor(TestUsers.Member()).PostAsJsonAsync("/api/chat/groups/quiet-harbour/join", new JoinRequest(1), Cancel);
    }

    private async Task PutAsync(string slug, GroupRequest group) =>
        Assert.Equal(HttpStatusCode.OK, (await chat.Service.ClientFor(TestUsers.Admin()).PutAsJsonAsync($"/api/chat/groups/{slug}", group, Json.Options, Cancel)).StatusCode);
}
