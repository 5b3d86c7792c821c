using PeerSupport.Chat.Hubs;
using PeerSupport.TestKit;

namespace PeerSupport.Chat.Tests.Hubs;

public sealed class RoomTests(ChatFixture chat) : IClassFixture<ChatFixture>
{
    [Fact]
    public async Task A_post_reaches_everybody_in_the_room()
    {
        var (fern, otto) = (TestUsers.Member("Fern"), TestUsers.Member("Otto"));
        var group = await chat.GroupAsync(fern, otto);
        await using var first = await chat.EnterAsync(fern, group);
        await using var second = await chat.EnterAsync(otto, group);

        var posted = await first.PostAsync("Good evening.");

        Assert.Equal("ok", posted.Code);
        Assert.Equal(1, posted.Sequence);
        var heard = await second.HearsAsync(entry => entry.MessageId == posted.MessageId);
        Assert.Equal(("post", "Good evening.", "Fern", 1L), (heard.Kind, heard.Body, heard.Author, heard.Sequence));
    }

    [Fact]
    public async Task Somebody_else_gets_nothing_and_says_nothing()
    {
        var group = await chat.GroupAsync();
        await using var stranger = await RoomClient.ConnectAsync(chat.Service.HubFor(TestUsers.Member(), "/hubs/chat"), group);

        Assert.Equal("not_member", (await stranger.JoinAsync()).Code);
        Assert.Equal("not_member", (await stranger.PostAsync("Hello?")).Code);
        Assert.Equal("not_member", (await stranger.CatchupAsync(0)).Code);
        Assert.Equal("not_member", (await stranger.EarlierAsync(10)).Code);
        Assert.Equal("not_member", (await stranger.AskAsync<Answer>("AskModerator", new { GroupId = group, Text = "Hello?" })).Code);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData(" \n\u200B", "empty")]
    [InlineData("a\0b", "invalid_text")]
    public async Task What_is_no_text_is_refused_with_a_code(string body, string code)
    {
        var fern = TestUsers.Member();
        var group = await chat.GroupAsync(fern);
        await using var room = await chat.EnterAsync(fern, group);
        Assert.Equal(code, (await room.PostAsync(body)).Code);
    }

    [Fact]
    public async Task Four_thousand_characters_are_taken_and_one_more_is_not()
    {
        var fern = TestUsers.Member();
        var group = await chat.GroupAsync(fern);
        await using var room = await chat.EnterAsync(fern, group);
        Assert.Equal("ok", (await room.PostAsync(new string('a', 4000))).Code);
        Assert.Equal("too_long", (await room.PostAsync(new string('a', 4001))).Code);
    }

    [Fact]
    public async Task Whoever_comes_back_gets_what_they_lack_and_no_more()
    {
        var (fern, otto) = (TestUsers.Member("Fern"), TestUsers.Member("Otto"));
        var group = await chat.GroupAsync(fern, otto);
        await using var room = await chat.EnterAsync(fern, group);
        await room.PostAsync("one");
        await using (var away = await RoomClient.ConnectAsync(chat.Service.HubFor(otto, "/hubs/chat"), group))
            Assert.Equal(1, (await away.JoinAsync()).LastSequence);
        await room.PostAsync("two");
        await room.PostAsync("three");

        await using var back = await RoomClient.ConnectAsync(chat.Service.HubFor(otto, "/hubs/chat"), group);
        var joined = await back.JoinAsync(1);

        Assert.Equal(["two", "three"], joined.Entries!.Select(entry => entry.Body));
        Assert.Equal(3, joined.LastSequence);
        Assert.False(joined.More);
    }

    [Fact]
    public async Task Somebody_in_danger_who_writes_too_fast_is_offered_help_with_the_refusal()
    {
        var fern = TestUsers.Member();
        var group = await chat.GroupAsync(fern);
        await using var room = await chat.EnterAsync(fern, group);
        for (var i = 0; i < 5; i++)
            Assert.Equal("ok", (await room.PostAsync("more")).Code);

        var refused = await room.PostAsync("CRISIS");

        Assert.Equal("too_fast", refused.Code);
        Assert.NotNull(refused.Support);
    }

    [Fact]
    public async Task Somebody_in_danger_who_changes_a_message_too_fast_is_offered_help_with_the_refusal()
    {
        var fern = TestUsers.Member();
        var group = await chat.GroupAsync(fern);
        await using var room = await chat.EnterAsync(fern, group);
        var posted = await room.PostAsync("fine");
        for (var i = 0; i < 20; i++)
            Assert.Equal("ok", (await EditAsync("still fine")).Code);

        var harmless = await EditAsync("still fine");
        var refused = await EditAsync("CRISIS");

        Assert.Equal(("too_fast", "too_fast"), (harmless.Code, refused.Code));
        Assert.Null(harmless.Support);
        Assert.NotNull(refused.Support);

        Task<Posted> EditAsync(string body) => room.AskAsync<Posted>("Edit", new NewText(group, posted.MessageId!.Value, body));
    }

    [Fact]
    public async Task The_sixth_post_at_once_waits_and_a_repeated_one_gets_its_first_answer()
    {
        var fern = TestUsers.Member();
        var group = await chat.GroupAsync(fern);
        await using var room = await chat.EnterAsync(fern, group);
        var clientId = Guid.NewGuid();
        var first = await room.PostAsync("one", clientId);
        for (var i = 0; i < 4; i++)
            Assert.Equal("ok", (await room.PostAsync("more")).Code);

        var refused = await room.PostAsync("too much");
        Assert.Equal("too_fast", refused.Code);
        Assert.InRange(refused.RetryAfter!.Value, 1, 3);
        var again = await room.PostAsync("one", clientId);
        Assert.Equal((first.MessageId, first.Sequence, "ok"), (again.MessageId, again.Sequence, again.Code));

        chat.Service.Clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal("ok", (await room.PostAsync("later")).Code);
    }

    [Fact]
    public async Task Leaving_the_group_ends_what_its_connections_get()
    {
        var (fern, otto) = (TestUsers.Member("Fern"), TestUsers.Member("Otto"));
        var group = await chat.GroupAsync(fern, otto);
        await using var room = await chat.EnterAsync(fern, group);
        await using var leaver = await chat.EnterAsync(otto, group);
        var slug = (await room.JoinAsync()).Group!.Slug;

        await chat.Service.ClientFor(otto).PostAsync($"/api/chat/groups/{slug}/leave", null, TestContext.Current.CancellationToken);
        var posted = await room.PostAsync("Only for those who are here.");
        await room.HearsAsync(entry => entry.MessageId == posted.MessageId);

        Assert.Empty(leaver.Heard);
        Assert.Equal("not_member", (await leaver.PostAsync("Still there?")).Code);
    }

    [Fact]
    public async Task A_page_of_another_origin_cannot_open_the_hub()
    {
        using var client = chat.Service.ClientFor(TestUsers.Member());
        client.DefaultRequestHeaders.Add("Origin", "https://elsewhere.example");
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, (await client.GetAsync(new Uri("/hubs/chat", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode);
    }
}
