using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using PeerSupport.Contracts;
using PeerSupport.TestKit;

namespace PeerSupport.Chat.Tests.Groups;

public sealed class GroupTests(ChatFixture chat) : IClassFixture<ChatFixture>
{
    [Fact]
    public async Task Groups_are_public_and_joining_is_for_members()
    {
        var fern = TestUsers.Member();
        await chat.GroupAsync();
        var visitor = chat.Service.ClientFor(null);
        var slug = (await visitor.GetFromJsonAsync<JsonElement>("/api/chat/groups", TestContext.Current.CancellationToken)).GetProperty("items")[0].GetProperty("slug").GetString();

        Assert.False(await IsMemberAsync(visitor));
        Assert.Equal(HttpStatusCode.Unauthorized, (await visitor.PostAsJsonAsync($"/api/chat/groups/{slug}/join", new { CharterVersion = 1 }, TestContext.Current.CancellationToken)).StatusCode);
        var member = chat.Service.ClientFor(fern);
        for (var i = 0; i < 2; i++)
            Assert.Equal(HttpStatusCode.OK, (await member.PostAsJsonAsync($"/api/chat/groups/{slug}/join", new { CharterVersion = 1 }, TestContext.Current.CancellationToken)).StatusCode);
        Assert.True(await IsMemberAsync(member));
        Assert.Equal(1, (await member.GetFromJsonAsync<JsonElement>("/api/chat/me/groups", TestContext.Current.CancellationToken)).GetArrayLength());
        Assert.Equal(HttpStatusCode.NotFound, (await member.PostAsJsonAsync("/api/chat/groups/none/join", new { CharterVersion = 1 }, TestContext.Current.CancellationToken)).StatusCode);

        async Task<bool> IsMemberAsync(HttpClient client) =>
            (await client.GetFromJsonAsync<JsonElement>($"/api/chat/groups/{slug}", TestContext.Current.CancellationToken)).GetProperty("isMember").GetBoolean();
    }

    [Fact]
    public async Task Describing_a_group_is_for_admins_and_tells_the_others()
    {
        var group = await chat.GroupAsync();
        Assert.Equal(1, (await chat.Service.PublishedAsync<GroupChanged>(changed => changed.GroupId == group)).Version);
        var refused = await chat.Service.ClientFor(TestUsers.Member()).PutAsJsonAsync("/api/chat/groups/mine", ChatFixture.Sample(), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        var invalid = await chat.Service.ClientFor(TestUsers.Admin()).PutAsJsonAsync("/api/chat/groups/mine", ChatFixture.Sample() with { Name = "" }, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, invalid.StatusCode);
    }

    [Fact]
    public async Task The_talk_around_a_message_is_for_moderators_and_reading_it_is_told()
    {
        var fern = TestUsers.Member("Fern");
        var group = await chat.GroupAsync(fern);
        await using var room = await chat.EnterAsync(fern, group);
        await room.PostAsync("before");
        var subject = (await room.PostAsync("ATTACK")).MessageId;
        await room.PostAsync("after");
        var path = $"/api/chat/groups/{group}/messages/{subject}/context?before=10&after=10";

        Assert.Equal(HttpStatusCode.Forbidden, (await chat.Service.ClientFor(fern).GetAsync(path, TestContext.Current.CancellationToken)).StatusCode);
        var moderator = TestUsers.Moderator();
        var context = await chat.Service.ClientFor(moderator).GetFromJsonAsync<JsonElement>(path, TestContext.Current.CancellationToken);

        Assert.Equal(["before", "ATTACK", "after"], context.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("body").GetString()));
        Assert.Equal("held", context.GetProperty("messages")[1].GetProperty("state").GetString());
        Assert.True(context.GetProperty("messages")[1].GetProperty("isSubject").GetBoolean());
        Assert.Equal(moderator.Id, (await chat.Service.PublishedAsync<MessageContextRead>(read => read.MessageId == subject)).ModeratorId);
    }
}
