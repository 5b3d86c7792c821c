using System.Net.Http.Json;
using PeerSupport.Chat.Hubs;
using PeerSupport.Chat.Messages;
using PeerSupport.TestKit;

namespace PeerSupport.Chat.Tests.Messages;

public sealed class RevisionTests(ChatFixture chat) : IClassFixture<ChatFixture>
{
    private readonly TestUser _fern = TestUsers.Member("Fern");

    [Fact]
    public async Task What_was_edited_away_is_read_by_moderators_until_its_author_deletes_the_message()
    {
        var group = await chat.GroupAsync(_fern);
        await using var room = await chat.EnterAsync(_fern, group);
        var id = (await room.PostAsync("first")).MessageId!.Value;
        Assert.Equal("ok", (await EditAsync("second")).Code);
        Assert.Equal("ok", (await EditAsync("third")).Code);

        Assert.Equal(["second", "first"], await EarlierAsync());
        // A change that waits for a moderator leaves the group what it saw, and the moderator sees that too.
        Assert.Equal("held", (await EditAsync("ATTACK")).Code);
        Assert.Equal(["third", "second", "first"], await EarlierAsync());

        Assert.Equal(["third", "third", "third"], (await room.CatchupAsync(0)).Entries!.Select(entry => entry.Body));

        await room.AskAsync<Answer>("Delete", new { GroupId = group, MessageId = id });
        Assert.Empty(await EarlierAsync());

        Task<Posted> EditAsync(string body) => room.AskAsync<Posted>("Edit", new NewText(group, id, body));

        async Task<IEnumerable<string>> EarlierAsync()
        {
            var context = await chat.Service.ClientFor(TestUsers.Moderator())
                .GetFromJsonAsync<MessageContext>(new Uri($"/api/chat/groups/{group}/messages/{id}/context", UriKind.Relative), ServiceDefaults.Json.Options, TestContext.Current.CancellationToken);
            return context!.Messages.Single(message => message.IsSubject).Earlier.Select(earlier => earlier.Body);
        }
    }
}
