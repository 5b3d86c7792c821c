using System.Net;
using Microsoft.Extensions.DependencyInjection;
using PeerSupport.Chat.Hubs;
using PeerSupport.Chat.Nodes;
using PeerSupport.TestKit;

namespace PeerSupport.Chat.Tests.Nodes;

/// <summary>Two nodes of the service on one database and one real broker, and a third one that tells the others nothing.</summary>
public sealed class TwoNodesTests(TwoNodesTests.Nodes nodes) : IClassFixture<TwoNodesTests.Nodes>
{
    private readonly TestUser _fern = TestUsers.Member("Fern");
    private readonly TestUser _juniper = TestUsers.Member("Juniper");

    [Fact]
    public async Task What_is_posted_on_one_node_is_heard_on_the_other_once()
    {
        var group = await nodes.GroupAsync(_fern, _juniper);
        await using var fern = await Nodes.EnterAsync(nodes.First, _fern, group);
        await using var juniper = await Nodes.EnterAsync(nodes.Second, _juniper, group);

        await fern.PostAsync("from the first");
        await juniper.PostAsync("from the second");

        await juniper.HearsAsync(entry => entry.Body == "from the first");
        await fern.HearsAsync(entry => entry.Body == "from the second");
        // What a node has told itself comes back from the broker as well; a later line proves that the earlier ones have all arrived.
        await juniper.PostAsync("last");
        await fern.HearsAsync(entry => entry.Body == "last");
        Assert.Equal([1L, 2, 3], fern.Heard.Select(entry => entry.Sequence));
    }

    [Fact]
    public async Task What_becomes_of_a_held_message_is_told_to_its_author_on_the_other_node()
    {
        var group = await nodes.GroupAsync(_fern);
        await using var here = await Nodes.EnterAsync(nodes.First, _fern, group);
        await using var there = await Nodes.EnterAsync(nodes.Second, _fern, group);

        var held = await here.PostAsync("ATTACK");
        await here.AskAsync<Answer>("Delete", new { GroupId = group, held.MessageId });

        Assert.Equal(held.MessageId, (await there.IsToldAsync("taken_back")).MessageId);
    }

    [Fact]
    public async Task Who_leaves_the_group_on_one_node_hears_nothing_more_on_the_other()
    {
        var group = await nodes.GroupAsync(_fern, _juniper);
        await using var fern = await Nodes.EnterAsync(nodes.First, _fern, group);
        await using var juniper = await Nodes.EnterAsync(nodes.Second, _juniper, group);
        await fern.PostAsync("before");
        await juniper.HearsAsync(entry => entry.Body == "before");

        var slug = (await juniper.JoinAsync()).Group!.Slug;
        var left = await nodes.First.ClientFor(_juniper).PostAsync($"/api/chat/groups/{slug}/leave", null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, left.StatusCode);

        await Eventually.TrueAsync(async () => (await juniper.PostAsync("am I here?")).Code == "not_member", "the other node did not hear of the leaving");
        await using var late = await Nodes.EnterAsync(nodes.Second, _fern, group);
        await fern.PostAsync("after");
        await late.HearsAsync(entry => entry.Body == "after");
        Assert.DoesNotContain(juniper.Heard, entry => entry.Body == "after");
    }

    [Fact]
    public async Task Who_left_on_a_node_whose_word_is_lost_gets_nothing_of_what_is_written_afterwards()
    {
        var group = await nodes.GroupAsync(_fern, _juniper);
        await using var fern = await Nodes.EnterAsync(nodes.Second, _fern, group);
        await using var juniper = await Nodes.EnterAsync(nodes.Second, _juniper, group);
        await fern.PostAsync("before");
        await juniper.HearsAsync(entry => entry.Body == "before");
        var slug = (await juniper.JoinAsync()).Group!.Slug;

        var left = await nodes.Silent.ClientFor(_juniper).PostAsync($"/api/chat/groups/{slug}/leave", null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, left.StatusCode);

        Assert.Empty((await juniper.CatchupAsync(0)).Entries ?? []);
        await fern.PostAsync("after");
        await fern.HearsAsync(entry => entry.Body == "after");
        // The answer comes over the same connection as what was sent to it before.
        Assert.Equal("not_member", (await juniper.PostAsync("am I here?")).Code);
        Assert.DoesNotContain(juniper.Heard, entry => entry.Body == "after");
        Assert.Equal("not_member", (await juniper.JoinAsync()).Code);
    }

    [Fact]
    public async Task A_room_that_was_not_told_of_the_newest_line_hears_how_far_the_log_has_come()
    {
        var group = await nodes.GroupAsync(_fern, _juniper);
        await using var fern = await Nodes.EnterAsync(nodes.Silent, _fern, group);
        await using var juniper = await Nodes.EnterAsync(nodes.Second, _juniper, group);

        await fern.PostAsync("nobody is told");

        await Eventually.TrueAsync(() => Task.FromResult(juniper.Heads.Contains(1)), "the room was not told how far the log has come");
        Assert.Equal("nobody is told", Assert.Single((await juniper.CatchupAsync(0)).Entries!).Body);
    }

    [Fact]
    public async Task Who_is_in_the_room_on_one_node_is_counted_on_the_other()
    {
        var many = Enumerable.Range(0, 12).Select(_ => TestUsers.Member()).ToArray();
        var group = await nodes.GroupAsync([_fern, .. many]);
        var there = await Task.WhenAll(many.Select(member => Nodes.EnterAsync(nodes.First, member, group)));
        await using var here = await Nodes.EnterAsync(nodes.Second, _fern, group);

        // Each try lets the first node's next word and the end of the second one's last answer come about.
        await Eventually.TrueAsync(
            async () =>
            {
                nodes.Second.Clock.Advance(TimeSpan.FromMinutes(6));
                nodes.First.Clock.Advance(TimeSpan.FromSeconds(21));
                return (await here.JoinAsync()).Here >= 10;
            },
            "the other node's people were not counted");
        foreach (var one in there)
            await one.DisposeAsync();
    }

    [Fact]
    public async Task Sixty_four_writers_on_two_nodes_leave_no_gap_and_no_double()
    {
        var group = await nodes.GroupAsync(_fern, _juniper);
        await using var first = await Nodes.EnterAsync(nodes.First, _fern, group);
        await using var second = await Nodes.EnterAsync(nodes.Second, _fern, group);
        var clients = Enumerable.Range(0, 16).Select(_ => Guid.NewGuid()).ToArray();

        // Each of sixteen posts is sent four times at once, twice on each node, as clients do whose answers are late.
        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(async n => (Client: clients[n % 16], Answer: await (n % 2 == 0 ? first : second).PostAsync($"post {n % 16}", clients[n % 16]))));

        Assert.All(answers, answer => Assert.Equal("ok", answer.Answer.Code));
        Assert.All(answers.GroupBy(answer => answer.Client), same => Assert.Single(same.Select(answer => answer.Answer.Sequence).Distinct()));
        var log = (await first.CatchupAsync(0)).Entries!;
        Assert.Equal(Enumerable.Range(1, log.Length).Select(n => (long)n), log.Select(entry => entry.Sequence));
        Assert.Equal(log.Length, log.Select(entry => entry.ClientId).Distinct().Count());
        Assert.Equal(clients.Length, log.Length);
    }

    /// <summary>The nodes, ready to tell one another.</summary>
    public sealed class Nodes : IAsyncLifetime
    {
        private readonly ChatFixture.ChatService _first = new(), _second = new(), _silent = new();

        internal ChatFixture.ChatService First => _first;

        internal ChatFixture.ChatService Second => _second;

        /// <summary>It writes to the same log, and neither tells other nodes nor hears them.</summary>
        internal ChatFixture.ChatService Silent => _silent;

        public async ValueTask InitializeAsync()
        {
            foreach (var node in (ChatFixture.ChatService[])[_first, _second])
            {
                node.Own["Chat:PostsAtOnce"] = "100";
                node.Own["ConnectionStrings:RabbitMq"] = Environment.GetEnvironmentVariable("PEERSUPPORT_RABBITMQ")
                    ?? throw new InvalidOperationException("Run the tests with tests/run, which starts RabbitMQ, or set PEERSUPPORT_RABBITMQ to an address such as amqp://guest:guest@localhost/.");
            }
            _second.Own["Chat:BeaconSeconds"] = "0.2";
            await _first.InitializeAsync();
            _second.Own["ConnectionStrings:Database"] = _silent.Own["ConnectionStrings:Database"] = _first.ConnectionString;
            await _second.InitializeAsync();
            await _silent.InitializeAsync();
            foreach (var node in (ChatFixture.ChatService[])[_first, _second])
                await Eventually.TrueAsync(() => Task.FromResult(node.Services.GetRequiredService<NodeExchange>().IsConnected), "a node has not reached the broker");
        }

        public async ValueTask DisposeAsync()
        {
            await _second.DisposeAsync();
            await _silent.DisposeAsync();
            await _first.DisposeAsync();
        }

        internal Task<Guid> GroupAsync(params TestUser[] members) => ChatFixture.GroupAsync(_first, members);

        internal static async Task<RoomClient> EnterAsync(ChatFixture.ChatService node, TestUser user, Guid group)
        {
            var client = await RoomClient.ConnectAsync(node.HubFor(user, "/hubs/chat"), group);
            Assert.Equal("ok", (await client.JoinAsync()).Code);
            return client;
        }
    }
}
