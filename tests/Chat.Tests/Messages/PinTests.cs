using PeerSupport.Chat.Hubs;
using PeerSupport.TestKit;

namespace PeerSupport.Chat.Tests.Messages;

public sealed class PinTests(ChatFixture chat) : IClassFixture<ChatFixture>
{
    private readonly TestUser _fern = TestUsers.Member("Fern");
    private readonly TestUser _marek = TestUsers.Moderator("Marek");

    [Fact]
    public async Task What_the_team_pins_everybody_hears_of_in_order_and_whoever_comes_in_finds_it()
    {
        var group = await chat.GroupAsync(_fern, _marek);
        await using var fern = await chat.EnterAsync(_fern, group);
        await using var marek = await chat.EnterAsync(_marek, group);
        var first = await fern.PostAsync("the first");
        var second = await marek.PostAsync("a prompt");

        Assert.Equal("ok", (await PinAsync(marek, first.MessageId)).Code);
        Assert.Equal("ok", (await PinAsync(marek, second.MessageId)).Code);
        Assert.Equal("ok", (await PinAsync(marek, second.MessageId)).Code);

        await fern.HearsAsync(entry => entry.Kind == "pin" && entry.MessageId == second.MessageId);
        Assert.Equal([("pin", "the first", 3L), ("pin", "a prompt", 4L)], fern.Heard.Where(entry => entry.Sequence > 2).Select(entry => (entry.Kind, entry.Body!, entry.Sequence)));
        var joined = await fern.JoinAsync();
        Assert.Equal(("a prompt", "Marek", 2L), (joined.Pinned!.Body, joined.Pinned.Author, joined.Pinned.Sequence));
        Assert.False(joined.MayPin);
        Assert.True((await marek.JoinAsync()).MayPin);

        Assert.Equal("ok", (await PinAsync(marek, null)).Code);
        Assert.Equal(second.MessageId, (await fern.HearsAsync(entry => entry.Kind == "unpin")).MessageId);
        Assert.Null((await fern.JoinAsync()).Pinned);
    }

    [Fact]
    public async Task A_member_pins_nothing_and_nobody_pins_what_is_not_there()
    {
        var group = await chat.GroupAsync(_fern, _marek);
        await using var fern = await chat.EnterAsync(_fern, group);
        await using var marek = await chat.EnterAsync(_marek, group);
        var posted = await fern.PostAsync("mine");
        var deleted = await fern.PostAsync("mine too");
        await fern.AskAsync<Answer>("Delete", new { GroupId = group, deleted.MessageId });

        Assert.Equal("not_yours", (await PinAsync(fern, posted.MessageId)).Code);
        Assert.Equal("not_found", (await PinAsync(marek, deleted.MessageId)).Code);
        Assert.Equal("not_found", (await PinAsync(marek, Guid.NewGuid())).Code);
        await using var stranger = await RoomClient.ConnectAsync(chat.Service.HubFor(TestUsers.Moderator(), "/hubs/chat"), group);
        Assert.Equal("not_member", (await PinAsync(stranger, posted.MessageId)).Code);
        Assert.Null((await fern.JoinAsync()).Pinned);
    }

    [Fact]
    public async Task What_is_deleted_stands_there_no_more()
    {
        var group = await chat.GroupAsync(_fern, _marek);
        await using var fern = await chat.EnterAsync(_fern, group);
        await using var marek = await chat.EnterAsync(_marek, group);
        var posted = await fern.PostAsync("mine");
        await PinAsync(marek, posted.MessageId);
        await fern.AskAsync<Answer>("Delete", new { GroupId = group, posted.MessageId });

        Assert.Null((await fern.JoinAsync()).Pinned);
        Assert.Null((await fern.CatchupAsync(0)).Entries!.Single(entry => entry.Kind == "pin").Body);
    }

    private static Task<Answer> PinAsync(RoomClient room, Guid? messageId) => room.AskAsync<Answer>("Pin", new { room.GroupId, MessageId = messageId });
}
