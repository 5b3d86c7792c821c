using Microsoft.EntityFrameworkCore;
using PeerSupport.Chat.Hubs;
using PeerSupport.TestKit;

namespace PeerSupport.Chat.Tests.Hubs;

/// <summary>What is said about a text before it is sent.</summary>
public sealed class GuidanceTests(ChatFixture chat) : IClassFixture<ChatFixture>
{
    private readonly TestUser _fern = TestUsers.Member("Fern", "US");

    [Fact]
    public async Task A_detail_an_attack_and_advice_on_medicine_are_mentioned_and_small_things_are_not()
    {
        await using var room = await chat.EnterAsync(_fern, await chat.GroupAsync(_fern));

        Assert.Equal(["attack", "personal", "medicine"], (await AskAsync(room, "PHONE and DOSE and RUDE")).Hints.Select(hint => hint.Kind));
        Assert.All((await AskAsync(room, "PHONE")).Hints, hint => Assert.Contains("leave it out", hint.Message, StringComparison.Ordinal));
        Assert.Empty((await AskAsync(room, "CLUMSY")).Hints);
        Assert.Empty((await AskAsync(room, "Only the model has a model.hunch")).Hints);
        Assert.Empty((await AskAsync(room, "A quiet evening.")).Hints);
    }

    [Fact]
    public async Task Distress_gets_help_and_no_hints_and_the_answer_to_the_post_still_offers_it()
    {
        await using var room = await chat.EnterAsync(_fern, await chat.GroupAsync(_fern));

        for (var pause = 0; pause < 2; pause++)
        {
            var guidance = await AskAsync(room, "DESPAIR and RUDE and PHONE");
            Assert.Equal("911", guidance.Support!.Emergency.Number);
            Assert.Empty(guidance.Hints);
        }

        Assert.NotNull((await room.PostAsync("DESPAIR")).Support);
    }

    [Fact]
    public async Task Nothing_of_it_is_kept_or_told()
    {
        var group = await chat.GroupAsync(_fern);
        await using var room = await chat.EnterAsync(_fern, group);
        await AskAsync(room, "ATTACK that was never sent");
        await room.PostAsync("RUDE and sent");

        var told = await chat.Service.ToldAsync(group);
        Assert.Equal("RUDE and sent", Assert.Single(told).Text);
        Assert.Equal(["RUDE and sent"], await chat.Service.QueryAsync(db => db.Messages.Where(message => message.GroupId == group).Select(message => message.Body).ToListAsync()));
    }

    [Fact]
    public async Task It_is_for_members_and_for_texts_that_could_be_sent()
    {
        var group = await chat.GroupAsync(_fern);
        await using var stranger = await RoomClient.ConnectAsync(chat.Service.HubFor(TestUsers.Member("Otto"), "/hubs/chat"), group);
        Assert.Equal("not_member", (await AskAsync(stranger, "PHONE")).Code);

        await using var room = await chat.EnterAsync(_fern, group);
        Assert.Equal("empty", (await AskAsync(room, " ")).Code);
        Assert.Equal("too_long", (await AskAsync(room, new string('a', 4001))).Code);
        Assert.Equal("invalid_text", (await AskAsync(room, "a\0b")).Code);
    }

    [Fact]
    public async Task Somebody_who_asks_all_the_time_can_still_post()
    {
        await using var room = await chat.EnterAsync(_fern, await chat.GroupAsync(_fern));
        string code;
        do
            code = (await AskAsync(room, "A word more")).Code;
        while (code == "ok");

        Assert.Equal("too_fast", code);
        Assert.Equal("ok", (await room.PostAsync("And sent.")).Code);
    }

    private static Task<Guidance> AskAsync(RoomClient room, string body) => room.AskAsync<Guidance>("Guide", new { room.GroupId, Body = body });
}
