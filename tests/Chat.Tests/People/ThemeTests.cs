using System.Net;
using System.Net.Http.Json;
using PeerSupport.Chat.People;
using PeerSupport.TestKit;

namespace PeerSupport.Chat.Tests.People;

public sealed class ThemeTests(ChatFixture chat) : IClassFixture<ChatFixture>
{
    private static readonly Uri s_path = new("/api/chat/me/themes", UriKind.Relative);

    private readonly TestUser _fern = TestUsers.Member("Fern");
    private readonly CancellationToken _cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_list_is_replaced_as_a_whole_and_comes_with_the_next_joining()
    {
        var group = await chat.GroupAsync(_fern);
        await using var fern = await chat.EnterAsync(_fern, group);
        Assert.Empty((await fern.JoinAsync()).Themes!);

        Assert.Equal(["diet", "Fasching"], await PutAsync(_fern, " diet ", "Fasching", "DIET", "  "));
        Assert.Equal(["diet", "Fasching"], (await fern.JoinAsync()).Themes!);
        Assert.Equal(["hospital"], await PutAsync(_fern, "hospital"));
        Assert.Equal(["hospital"], (await chat.Service.ClientFor(_fern).GetFromJsonAsync<ThemeList>(s_path, ServiceDefaults.Json.Options, _cancel))!.Words);
        Assert.Empty(await PutAsync(_fern));
        Assert.Empty((await fern.JoinAsync()).Themes!);
    }

    [Fact]
    public async Task Nobody_else_gets_it_and_everybody_gets_the_same_lines()
    {
        var otto = TestUsers.Member("Otto");
        var group = await chat.GroupAsync(_fern, otto);
        await PutAsync(_fern, "hospital");
        await using var hers = await chat.EnterAsync(_fern, group);
        await using var his = await chat.EnterAsync(otto, group);

        await his.PostAsync("I was in hospital again.");

        await hers.HearsAsync(entry => entry.Body == "I was in hospital again.");
        await his.HearsAsync(entry => entry.Body == "I was in hospital again.");
        Assert.Equal(his.Heard, hers.Heard);
        Assert.Empty((await his.JoinAsync()).Themes!);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 61)]
    [InlineData(51, 10)]
    public async Task What_is_too_short_too_long_or_too_many_changes_nothing(int count, int length)
    {
        await PutAsync(_fern, "hospital");
        var words = Enumerable.Range(0, count).Select(number => new string((char)('a' + (number % 26)), length - Math.Min(1, number / 26)) + (number >= 26 ? "1" : "")).ToArray();

        using var answer = await chat.Service.ClientFor(_fern).PutAsJsonAsync(s_path, new { words }, _cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(["hospital"], (await chat.Service.ClientFor(_fern).GetFromJsonAsync<ThemeList>(s_path, ServiceDefaults.Json.Options, _cancel))!.Words);
    }

    private async Task<string[]> PutAsync(TestUser user, params string[] words)
    {
        using var answer = await chat.Service.ClientFor(user).PutAsJsonAsync(s_path, new { words }, _cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<ThemeList>(ServiceDefaults.Json.Options, _cancel))!.Words;
    }
}
