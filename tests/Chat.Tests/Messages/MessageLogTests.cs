using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PeerSupport.Chat.Messages;
using PeerSupport.Contracts;
using PeerSupport.Screening;

namespace PeerSupport.Chat.Tests.Messages;

public sealed class MessageLogTests(ChatFixture chat) : IClassFixture<ChatFixture>
{
    [Fact]
    public async Task Sixty_four_writers_at_once_leave_no_gap_and_no_double()
    {
        var groups = new[] { await chat.GroupAsync(), await chat.GroupAsync(), await chat.GroupAsync() };
        var store = chat.Service.Services.GetRequiredService<MessageStore>();

        // The store itself, past the log: the database alone has to keep them apart.
        await Task.WhenAll(Enumerable.Range(0, 64).Select(async writer =>
        {
            for (var round = 0; round < 5; round++)
                await store.WriteAsync([.. groups.Select(group => Post(group, held: (writer + round) % 7 == 0))], DateTimeOffset.UtcNow, TestContext.Current.CancellationToken);
        }));

        foreach (var group in groups)
        {
            var numbers = await chat.Service.QueryAsync(db => db.Entries.Where(entry => entry.GroupId == group).Select(entry => entry.Sequence).OrderBy(number => number).ToListAsync());
            var head = await chat.Service.QueryAsync(db => db.Groups.Where(one => one.Id == group).Select(one => one.LastSequence).SingleAsync());
            var messages = await chat.Service.QueryAsync(db => db.Messages.CountAsync(message => message.GroupId == group));
            Assert.Equal(Enumerable.Range(1, numbers.Count).Select(number => (long)number), numbers);
            Assert.Equal(numbers.Count, head);
            Assert.Equal(320, messages);
        }
    }

    [Fact]
    public async Task The_same_post_from_many_sides_at_once_is_stored_once_and_answered_alike()
    {
        var group = await chat.GroupAsync();
        var log = chat.Service.Services.GetRequiredService<MessageLog>();
        var (author, client) = (Guid.NewGuid(), Guid.NewGuid());

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => log.AppendAsync(Post(group, author: author, client: client))));

        Assert.Single(outcomes.Select(outcome => outcome.Accepted!.MessageId).Distinct());
        Assert.All(outcomes, outcome => Assert.Equal(1, outcome.Accepted!.Sequence));
        Assert.Equal(1, await chat.Service.QueryAsync(db => db.Messages.CountAsync(message => message.ClientId == client)));
    }

    [Fact]
    public async Task A_post_that_cannot_be_stored_does_not_take_the_others_of_its_batch_along()
    {
        var group = await chat.GroupAsync();
        var log = chat.Service.Services.GetRequiredService<MessageLog>();

        // The hub refuses U+0000 before; here it stands for whatever the database may refuse.
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => log.AppendAsync(Post(group, body: number == 7 ? "a\0b" : "fine"))));

        Assert.Equal("invalid_text", outcomes[7].Refusal?.Code);
        Assert.Equal(19, outcomes.Count(outcome => outcome.Accepted is not null));
        Assert.Equal(Enumerable.Range(1, 19).Select(number => (long?)number), outcomes.Where(outcome => outcome.Accepted is not null).Select(outcome => outcome.Accepted!.Sequence).Order());
    }

    [Fact]
    public async Task A_batch_tells_moderation_once_and_sends_text_only_where_somebody_must_look()
    {
        var group = await chat.GroupAsync();
        var store = chat.Service.Services.GetRequiredService<MessageStore>();
        await store.WriteAsync([Post(group, body: "plain"), Post(group, held: true, body: "held words")], DateTimeOffset.UtcNow, TestContext.Current.CancellationToken);

        var told = await chat.Service.ToldAsync(group);
        Assert.Equal([null, "held words"], told.Select(message => message.Text));
        Assert.Equal([MessageHandling.Delivered, MessageHandling.Held], told.Select(message => message.Handling));
    }

    private static PendingPost Post(Guid group, bool held = false, Guid? author = null, Guid? client = null, string body = "words") => new(
        group, Guid.CreateVersion7(), client ?? Guid.NewGuid(), author ?? Guid.NewGuid(), "Fern", body, null, null, DateTimeOffset.UtcNow,
        new Screened(held ? MessageHandling.Held : MessageHandling.Delivered, Risk.None, Risk.None, [], "test", []));
}
