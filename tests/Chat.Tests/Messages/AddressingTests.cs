using System.Net.Http.Json;
using PeerSupport.Chat.Hubs;
using PeerSupport.Contracts;
using PeerSupport.TestKit;

namespace PeerSupport.Chat.Tests.Messages;

public sealed class AddressingTests(ChatFixture chat) : IClassFixture<ChatFixture>
{
    private readonly TestUser _fern = TestUsers.Member("Fern");
    private readonly TestUser _otto = TestUsers.Member("Otto of the Hill");
    private readonly TestUser _juniper = TestUsers.Member("Juniper");

    [Fact]
    public async Task Who_is_named_stands_in_the_entry_and_hears_of_it_once()
    {
        var stranger = TestUsers.Member("Stranger");
        await chat.GroupAsync(stranger);
        var group = await chat.GroupAsync(_fern, _otto, _juniper);
        await using var fern = await chat.EnterAsync(_fern, group);
        await using var otto = await chat.EnterAsync(_otto, group);

        var posted = await PostAsync(fern, "Good that you are here, @OTTO of the hill, and @Stranger.", null, _otto.Id, _juniper.Id, stranger.Id, _fern.Id);

        Assert.Equal([_otto.Id], (await otto.HearsAsync(entry => entry.MessageId == posted.MessageId)).Mentions!);
        Assert.Equal([_otto.Id], (await fern.CatchupAsync(0)).Entries![0].Mentions!);
        var told = await chat.Service.PublishedAsync<MemberAddressed>(addressed => addressed.MessageId == posted.MessageId);
        Assert.Equal((_otto.Id, group, true), (told.MemberId, told.GroupId, told.IsMention));
        Assert.NotEmpty(told.GroupSlug);
        await OnlyAsync(fern, posted, _otto.Id);
    }

    [Theory]
    [InlineData("hello @ann, and all", true)]
    [InlineData("@Ann's question", true)]
    [InlineData("(@ANN)", true)]
    [InlineData("as @Ann.", true)]
    [InlineData("hello @Anna", false)]
    [InlineData("hello @Annéa", false)]
    [InlineData("hello @Ann-Marie", false)]
    [InlineData("write to me@ann", false)]
    [InlineData("hello Ann", false)]
    public async Task Only_a_whole_name_is_one(string body, bool isNamed)
    {
        var ann = TestUsers.Member("Ann");
        var group = await chat.GroupAsync(_fern, ann);
        await using var fern = await chat.EnterAsync(_fern, group);
        await using var her = await chat.EnterAsync(ann, group);

        var posted = await PostAsync(fern, body, null, ann.Id);

        Assert.Equal(isNamed ? [ann.Id] : null, (await her.HearsAsync(entry => entry.MessageId == posted.MessageId)).Mentions);
    }

    [Fact]
    public async Task A_name_with_signs_in_it_is_found_as_it_is_written()
    {
        var otto = TestUsers.Member("O.tto-2_x's");
        var group = await chat.GroupAsync(_fern, otto);
        await using var fern = await chat.EnterAsync(_fern, group);
        await using var his = await chat.EnterAsync(otto, group);
        var other = await PostAsync(fern, "@Oxtto-2_x's", null, otto.Id);
        var same = await PostAsync(fern, "@o.tto-2_x's!", null, otto.Id);
        Assert.Null((await his.HearsAsync(entry => entry.MessageId == other.MessageId)).Mentions);
        Assert.Equal([otto.Id], (await his.HearsAsync(entry => entry.MessageId == same.MessageId)).Mentions!);
    }

    [Fact]
    public async Task Who_is_answered_hears_of_it_once_also_when_they_are_named_and_the_post_comes_twice()
    {
        var group = await chat.GroupAsync(_fern, _otto);
        await using var fern = await chat.EnterAsync(_fern, group);
        await using var otto = await chat.EnterAsync(_otto, group);
        var first = await otto.PostAsync("a question");

        var client = Guid.NewGuid();
        var request = new { GroupId = group, ClientId = client, Body = "@Otto of the Hill yes", ReplyTo = first.MessageId, Mentions = new[] { _otto.Id } };
        var answer = await fern.AskAsync<Posted>("Post", request);
        Assert.Equal(answer.MessageId, (await fern.AskAsync<Posted>("Post", request)).MessageId);

        Assert.False((await chat.Service.PublishedAsync<MemberAddressed>(addressed => addressed.MessageId == answer.MessageId)).IsMention);
        await OnlyAsync(fern, answer, _otto.Id);
        // Whoever answers themselves needs no word of it.
        await OnlyAsync(otto, await PostAsync(otto, "to myself", first.MessageId));
    }

    [Fact]
    public async Task Nobody_hears_of_somebody_whom_they_muted_or_blocked_nor_of_a_group_that_they_left()
    {
        var group = await chat.GroupAsync(_fern, _otto, _juniper);
        await using var fern = await chat.EnterAsync(_fern, group);
        await using var otto = await chat.EnterAsync(_otto, group);
        var first = await otto.PostAsync("a question");
        using var muted = await chat.Service.ClientFor(_otto).PutAsJsonAsync(new Uri($"/api/chat/me/blocks/{_fern.Id}", UriKind.Relative), new { kind = "mute" }, TestContext.Current.CancellationToken);
        Assert.True(muted.IsSuccessStatusCode);
        var slug = (await otto.JoinAsync()).Group!.Slug;
        await chat.Service.ClientFor(_juniper).PostAsync(new Uri($"/api/chat/groups/{slug}/leave", UriKind.Relative), null, TestContext.Current.CancellationToken);

        var answer = await PostAsync(fern, "@Otto of the Hill and @Juniper", first.MessageId, _otto.Id, _juniper.Id);

        // The lines stay the same for all: the one who muted is named in them as before.
        Assert.Equal([_otto.Id], (await fern.CatchupAsync(0)).Entries![^1].Mentions!);
        await OnlyAsync(fern, answer);
    }

    [Fact]
    public async Task A_held_answer_is_told_when_it_is_let_through_and_not_before()
    {
        var group = await chat.GroupAsync(_fern, _otto);
        await using var fern = await chat.EnterAsync(_fern, group);
        await using var otto = await chat.EnterAsync(_otto, group);
        var first = await otto.PostAsync("a question");
        var held = await PostAsync(fern, "ATTACK", first.MessageId);
        Assert.Equal("held", held.Code);
        await OnlyAsync(otto, held);

        await chat.Service.PublishAsync(new MessageDecided(
            Guid.CreateVersion7(), DateTimeOffset.UtcNow, Guid.NewGuid(), Guid.NewGuid(), group, "waiting", "Waiting", held.MessageId!.Value, 0, _fern.Id, true, DecisionOutcome.Keep, "", null));

        await chat.Service.PublishedAsync<MemberAddressed>(addressed => addressed.MessageId == held.MessageId);
        await OnlyAsync(otto, held, _otto.Id);
    }

    [Fact]
    public async Task More_than_ten_names_are_refused()
    {
        var group = await chat.GroupAsync(_fern);
        await using var fern = await chat.EnterAsync(_fern, group);
        Assert.Equal("invalid", (await PostAsync(fern, "all of you", null, [.. Enumerable.Range(0, 11).Select(_ => Guid.NewGuid())])).Code);
    }

    private static Task<Posted> PostAsync(RoomClient room, string body, Guid? replyTo, params Guid[] mentions) =>
        room.AskAsync<Posted>("Post", new { room.GroupId, ClientId = Guid.NewGuid(), Body = body, ReplyTo = replyTo, Mentions = mentions });

    /// <summary>The outbox keeps the order: once a later event is out, the earlier ones have been as well.</summary>
    private async Task OnlyAsync(RoomClient room, Posted posted, params Guid[] told)
    {
        await room.AskAsync<Answer>("AskModerator", new { room.GroupId, Text = $"mark {posted.MessageId} {told.Length}" });
        await chat.Service.PublishedAsync<ModeratorAsked>(asked => asked.Text == $"mark {posted.MessageId} {told.Length}");
        Assert.Equal(told, chat.Service.PublishedNow<MemberAddressed>(addressed => addressed.MessageId == posted.MessageId).Select(addressed => addressed.MemberId));
    }
}
