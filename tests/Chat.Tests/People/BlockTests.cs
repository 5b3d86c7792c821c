using System.Net;
using System.Net.Http.Json;
using PeerSupport.Chat.Hubs;
using PeerSupport.Chat.People;
using PeerSupport.TestKit;

namespace PeerSupport.Chat.Tests.People;

public sealed class BlockTests(ChatFixture chat) : IClassFixture<ChatFixture>
{
    private readonly TestUser _fern = TestUsers.Member("Fern");
    private readonly TestUser _otto = TestUsers.Member("Otto");
    private readonly CancellationToken _cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_is_muted_stands_in_the_list_and_in_the_next_joining_until_it_is_undone()
    {
        var group = await chat.GroupAsync(_fern, _otto);
        await using var otto = await chat.EnterAsync(_otto, group);
        await using var fern = await chat.EnterAsync(_fern, group);

        Assert.Equal(HttpStatusCode.NoContent, await PutAsync(_fern, _otto.Id, "mute"));
        Assert.Equal(("Otto", "mute", _otto.Id), await OnlyOneAsync());
        Assert.Equal(HttpStatusCode.NoContent, await PutAsync(_fern, _otto.Id, "block"));
        Assert.Equal(("Otto", "block", _otto.Id), await OnlyOneAsync());
        Assert.Equal([("Otto", "block")], (await fern.JoinAsync()).Blocks!.Select(block => (block.Pseudonym, block.Kind)));

        using var undone = await chat.Service.ClientFor(_fern).DeleteAsync(new Uri($"/api/chat/me/blocks/{_otto.Id}", UriKind.Relative), _cancel);
        Assert.Equal(HttpStatusCode.NoContent, undone.StatusCode);
        Assert.Empty((await fern.JoinAsync()).Blocks!);

        async Task<(string, string, Guid)> OnlyOneAsync() => Assert.Single(await ListAsync(_fern)) is var one ? (one.Pseudonym, one.Kind, one.MemberId) : default;
    }

    /// <summary>Answers and lines are the same before and after, but for the message itself.</summary>
    [Fact]
    public async Task Whoever_is_blocked_can_not_find_out_and_everybody_gets_the_same_lines()
    {
        var juniper = TestUsers.Member("Juniper");
        var group = await chat.GroupAsync(_fern, _otto, juniper);
        await using var fern = await chat.EnterAsync(_fern, group);
        await using var otto = await chat.EnterAsync(_otto, group);
        await using var third = await chat.EnterAsync(juniper, group);
        var own = await fern.PostAsync("mine");
        var before = await AllAsync();

        await PutAsync(_fern, _otto.Id, "block");

        Assert.Equal(before, await AllAsync());
        await third.PostAsync("last");
        foreach (var room in (RoomClient[])[fern, otto, third])
            await room.HearsAsync(entry => entry.Body == "last");
        Assert.Equal(third.Heard, fern.Heard);
        Assert.Equal(third.Heard, otto.Heard);
        Assert.Empty((await otto.JoinAsync()).Blocks!);
        Assert.Empty(await ListAsync(_otto));

        async Task<(string, string?, string, string, HttpStatusCode)> AllAsync()
        {
            var answer = await otto.AskAsync<Posted>("Post", new { GroupId = group, ClientId = Guid.NewGuid(), Body = "to you", ReplyTo = own.MessageId });
            var reacted = await otto.AskAsync<Answer>("React", new { GroupId = group, own.MessageId, Reaction = "heard" });
            await otto.AskAsync<Answer>("React", new { GroupId = group, own.MessageId, Reaction = (string?)null });
            var reported = await otto.AskAsync<Answer>("Report", new { GroupId = group, own.MessageId, Reason = "attack" });
            return (answer.Code, answer.Message, reacted.Code, reported.Code, await PutAsync(_otto, _fern.Id, "mute") is var put ? await UndoAsync(put) : default);
        }

        async Task<HttpStatusCode> UndoAsync(HttpStatusCode put)
        {
            using var _ = await chat.Service.ClientFor(_otto).DeleteAsync(new Uri($"/api/chat/me/blocks/{_fern.Id}", UriKind.Relative), _cancel);
            return put;
        }
    }

    [Fact]
    public async Task Nobody_mutes_themselves_nor_a_stranger_whose_name_the_list_would_tell()
    {
        var stranger = TestUsers.Member("Secret");
        await chat.GroupAsync(_fern);
        await chat.GroupAsync(stranger);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, await PutAsync(_fern, _fern.Id, "mute"));
        Assert.Equal(HttpStatusCode.NotFound, await PutAsync(_fern, stranger.Id, "mute"));
        Assert.Equal(HttpStatusCode.NotFound, await PutAsync(_fern, Guid.NewGuid(), "mute"));
        Assert.Equal(HttpStatusCode.BadRequest, await PutAsync(_fern, stranger.Id, "hide"));
        Assert.Empty(await ListAsync(_fern));
    }

    [Fact]
    public async Task Undoing_changes_only_ones_own_list()
    {
        await chat.GroupAsync(_fern, _otto);
        await PutAsync(_fern, _otto.Id, "mute");
        using var _ = await chat.Service.ClientFor(TestUsers.Member()).DeleteAsync(new Uri($"/api/chat/me/blocks/{_otto.Id}", UriKind.Relative), _cancel);
        Assert.Single(await ListAsync(_fern));
    }

    private async Task<HttpStatusCode> PutAsync(TestUser user, Guid other, string kind)
    {
        using var answer = await chat.Service.ClientFor(user).PutAsJsonAsync(new Uri($"/api/chat/me/blocks/{other}", UriKind.Relative), new { kind }, _cancel);
        return answer.StatusCode;
    }

    private async Task<BlockedMember[]> ListAsync(TestUser user) =>
        (await chat.Service.ClientFor(user).GetFromJsonAsync<BlockedMember[]>(new Uri("/api/chat/me/blocks", UriKind.Relative), ServiceDefaults.Json.Options, _cancel))!;
}
