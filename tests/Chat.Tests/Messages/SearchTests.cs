using System.Net;
using System.Net.Http.Json;
using PeerSupport.Chat.Hubs;
using PeerSupport.Chat.Messages;
using PeerSupport.ServiceDefaults;
using PeerSupport.TestKit;

namespace PeerSupport.Chat.Tests.Messages;

public sealed class SearchTests(ChatFixture chat) : IClassFixture<ChatFixture>
{
    private readonly TestUser _fern = TestUsers.Member("Fern");
    private readonly TestUser _otto = TestUsers.Member("Otto");
    private readonly CancellationToken _cancel = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("waited", "waiting")]
    [InlineData("WAITI", "waiting")]
    [InlineData("phone waiting", "waiting")]
    [InlineData("naïv", "naïve")]
    public async Task A_word_is_found_by_its_stem_and_by_its_beginning(string query, string marked)
    {
        var (room, slug) = await RoomAsync();
        await using var _ = room;
        await room.PostAsync("I am waiting beside the phone, naïve as ever.");
        await room.PostAsync("Something else.");

        var found = Assert.Single((await FindAsync(_fern, slug, query)).Items);

        Assert.Equal(("Fern", 1L), (found.Author, found.Sequence));
        Assert.Contains(marked, found.Marks.Select(mark => found.Snippet!.Substring(mark.Start, mark.Length)));
    }

    [Fact]
    public async Task A_group_in_another_language_is_searched_in_its_own()
    {
        var (room, slug) = await RoomAsync("de");
        await using var _ = room;
        await room.PostAsync("Die Häuser am See.");
        Assert.Single((await FindAsync(_fern, slug, "Haus")).Items);
    }

    [Fact]
    public async Task What_was_edited_away_deleted_or_held_is_not_found()
    {
        var (room, slug) = await RoomAsync();
        await using var _ = room;
        var edited = await room.PostAsync("violet");
        var deleted = await room.PostAsync("violet too");
        await room.PostAsync("violet ATTACK");
        Assert.Equal(2, (await FindAsync(_fern, slug, "violet")).Items.Count);

        await room.AskAsync<Posted>("Edit", new { room.GroupId, edited.MessageId, Body = "indigo" });
        await room.AskAsync<Answer>("Delete", new { room.GroupId, deleted.MessageId });

        Assert.Empty((await FindAsync(_fern, slug, "violet")).Items);
        Assert.Single((await FindAsync(_fern, slug, "indigo")).Items);
    }

    [Fact]
    public async Task What_is_folded_or_has_a_note_in_front_is_found_without_its_words()
    {
        var (room, slug) = await RoomAsync();
        await using var _ = room;
        await room.AskAsync<Posted>("Post", new { room.GroupId, ClientId = Guid.NewGuid(), Body = "a heron by the water", ContentNote = "loss" });
        await room.PostAsync("another heron, CRISIS");

        var found = (await FindAsync(_fern, slug, "heron")).Items;

        Assert.Equal([(true, null), (false, "loss")], found.Select(one => (one.Folded, one.ContentNote)));
        Assert.All(found, one => Assert.Null(one.Snippet));
    }

    [Fact]
    public async Task Somebody_else_finds_nothing_there_and_no_other_group_is_searched()
    {
        var (room, slug) = await RoomAsync();
        await using var _ = room;
        await room.PostAsync("juniper berries");
        var (other, otherSlug) = await RoomAsync();
        await using var __ = other;

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(_otto, slug, "juniper"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(_fern, "no-such-group", "juniper"));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(_fern, slug, "j"));
        Assert.Empty((await FindAsync(_fern, otherSlug, "juniper")).Items);
        Assert.Empty((await FindAsync(_fern, slug, "-- ' & !")).Items);
    }

    [Fact]
    public async Task The_newest_come_first_and_the_older_ones_page_by_page()
    {
        chat.Service.Own["Chat:PostsAtOnce"] = "100";
        var (room, slug) = await RoomAsync();
        await using var _ = room;
        for (var n = 1; n <= 25; n++)
        {
            chat.Service.Clock.Advance(TimeSpan.FromSeconds(5));
            await room.PostAsync($"moss number {n}");
        }

        var first = await FindAsync(_fern, slug, "moss");
        var second = await FindAsync(_fern, slug, "moss", first.Next);

        Assert.Equal(Enumerable.Range(6, 20).Reverse().Select(n => (long)n), first.Items.Select(one => one.Sequence));
        Assert.Equal([5L, 4, 3, 2, 1], second.Items.Select(one => one.Sequence));
        Assert.Null(second.Next);
    }

    [Fact]
    public async Task The_talk_around_a_message_a_number_and_a_day_is_read()
    {
        var (room, slug) = await RoomAsync();
        await using var _ = room;
        var messages = new List<Posted>();
        for (var n = 1; n <= 60; n++)
        {
            chat.Service.Clock.Advance(TimeSpan.FromSeconds(5));
            messages.Add(await room.PostAsync($"line {n}"));
        }

        var byMessage = await AroundAsync(new { room.GroupId, messages[29].MessageId });
        var byNumber = await AroundAsync(new { room.GroupId, Sequence = 30 });
        var byTime = await AroundAsync(new { room.GroupId, messages[29].At });

        Assert.Equal(Enumerable.Range(5, 50).Select(n => (long)n), byMessage.Entries!.Select(entry => entry.Sequence));
        Assert.True(byMessage is { More: true, HasEarlier: true });
        Assert.Equal(byMessage.Entries!, byNumber.Entries!);
        Assert.Equal(byMessage.Entries!, byTime.Entries!);
        Assert.Equal("not_found", (await AroundAsync(new { room.GroupId, MessageId = Guid.NewGuid() })).Code);
        Assert.Equal(60, (await AroundAsync(new { room.GroupId, At = DateTimeOffset.UtcNow.AddYears(1) })).Entries![^1].Sequence);
        await using var stranger = await RoomClient.ConnectAsync(chat.Service.HubFor(_otto, "/hubs/chat"), room.GroupId);
        Assert.Equal("not_member", (await stranger.AskAsync<Stretch>("Around", new { room.GroupId, Sequence = 30 })).Code);

        Task<Stretch> AroundAsync(object place) => room.AskAsync<Stretch>("Around", place);
    }

    private async Task<(RoomClient Room, string Slug)> RoomAsync(string language = "en")
    {
        var group = await ChatFixture.GroupAsync(chat.Service, ChatFixture.Sample() with { Language = language }, _fern);
        return (await chat.EnterAsync(_fern, group.Id), group.Slug);
    }

    private async Task<Page<FoundMessage>> FindAsync(TestUser user, string slug, string query, string? before = null) =>
        (await chat.Service.ClientFor(user).GetFromJsonAsync<Page<FoundMessage>>(
            new Uri($"/api/chat/groups/{slug}/messages?query={Uri.EscapeDataString(query)}{(before is null ? "" : "&before=" + before)}", UriKind.Relative), Json.Options, _cancel))!;

    private async Task<HttpStatusCode> StatusAsync(TestUser user, string slug, string query)
    {
        using var answer = await chat.Service.ClientFor(user).GetAsync(new Uri($"/api/chat/groups/{slug}/messages?query={query}", UriKind.Relative), _cancel);
        return answer.StatusCode;
    }
}
