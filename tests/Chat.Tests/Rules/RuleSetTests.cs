using System.Net;
using System.Net.Http.Json;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PeerSupport.Contracts;
using PeerSupport.Screening;
using PeerSupport.TestKit;

namespace PeerSupport.Chat.Tests.Rules;

/// <summary>One service for all of them, so they come one after the other and each takes a higher activation.</summary>
public sealed class RuleSetTests(RuledChat chat) : IClassFixture<RuledChat>
{
    private static long _activation;

    [Fact]
    public async Task Without_a_set_from_moderation_the_starter_rules_are_in_force()
    {
        await using var alone = new RuledChat.RuledService();
        await alone.InitializeAsync();
        Assert.Equal(RuleFiles.Digest(Screener.StarterRules), alone.Active.Current.RuleSetVersion);
    }

    [Fact]
    public async Task A_new_set_changes_what_happens_to_the_next_post_without_a_restart()
    {
        var (_, client) = await chat.RoomAsync();
        Assert.Equal("ok", (await client.PostAsync("the quibblewort is out")).Code);

        var files = RuledChat.RulesWith("quibblewort");
        await chat.Service.PublishAsync(RuledChat.Activated(files, Interlocked.Increment(ref _activation)));
        await chat.UsesAsync(files);
        Assert.Equal("held", (await client.PostAsync("the quibblewort is out")).Code);
        var told = await chat.Service.PublishedAsync<MessagesScreened>(screened => screened.Messages.Any(message => message.Handling == MessageHandling.Held));
        Assert.Equal(RuleFiles.Digest(files), told.Messages[0].RuleSetVersion);
        await client.DisposeAsync();
    }

    [Fact]
    public async Task An_older_activation_changes_nothing()
    {
        var (files, older) = (RuledChat.RulesWith("wimblefrost"), RuledChat.RulesWith("snarkleby"));
        var (first, second) = (Interlocked.Increment(ref _activation), Interlocked.Increment(ref _activation));
        await chat.Service.PublishAsync(RuledChat.Activated(files, second));
        await chat.UsesAsync(files);
        var late = RuledChat.Activated(older, first);
        await chat.Service.PublishAsync(late);
        await Eventually.TrueAsync(
            async () => await chat.Service.QueryAsync(db => db.Database.SqlQuery<int>($"select count(*)::int as \"Value\" from inbox_messages where message_id = {late.EventId}").SingleAsync()) == 2,
            "the late event was not dealt with");
        Assert.Equal(RuleFiles.Digest(files), chat.Service.Active.Current.RuleSetVersion);
        Assert.Equal(second, await chat.Service.QueryAsync(db => db.RuleSets.Select(set => set.Activation).SingleAsync()));
    }

    [Fact]
    public async Task An_event_that_this_node_missed_heals_from_the_database()
    {
        var files = RuledChat.RulesWith("missedword");
        var (activation, digest, packed) = (Interlocked.Increment(ref _activation), RuleFiles.Digest(files), RuleFiles.Pack(files));
        await chat.Service.ExecuteAsync($"""
            insert into rule_sets (id, activation, number, digest, files) values (1, {activation}, 1, {digest}, {packed})
            on conflict (id) do update set activation = excluded.activation, digest = excluded.digest, files = excluded.files
            """);
        await chat.UsesAsync(files);
    }

    [Fact]
    public async Task A_set_that_cannot_be_put_together_leaves_the_one_before_in_force()
    {
        var files = RuledChat.RulesWith("soundword");
        await chat.Service.PublishAsync(RuledChat.Activated(files, Interlocked.Increment(ref _activation)));
        await chat.UsesAsync(files);

        foreach (var broken in new[] { RuledChat.Activated(RuledChat.RulesWith("\"(\""), Interlocked.Increment(ref _activation)), RuledChat.Activated(files, Interlocked.Increment(ref _activation)) with { Digest = "torn", Files = Encoding.UTF8.GetBytes("torn") } })
        {
            await chat.Service.PublishAsync(broken);
            await Eventually.TrueAsync(() => Task.FromResult(chat.Service.Active.Seen == broken.Activation), "the broken set was not looked at");
            Assert.Equal(RuleFiles.Digest(files), chat.Service.Active.Current.RuleSetVersion);
        }
    }

    [Fact]
    public async Task What_a_group_says_of_itself_is_read_by_the_same_rules()
    {
        var files = RuledChat.RulesWith("gloomfeather", "medium");
        await chat.Service.PublishAsync(RuledChat.Activated(files, Interlocked.Increment(ref _activation)));
        await chat.UsesAsync(files);
        var admin = chat.Service.ClientFor(TestUsers.Admin());
        foreach (var (field, request) in new[] { ("name", ChatFixture.Sample() with { Name = "Gloomfeather" }), ("purpose", ChatFixture.Sample() with { Purpose = "For every gloomfeather." }) })
        {
            var answer = await admin.PutAsJsonAsync($"/api/chat/groups/named-{field}", request, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.Contains($"\"{field}\"", text, StringComparison.Ordinal);
            Assert.Contains("It has a word of ours.", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_group_for_people_in_distress_can_say_so()
    {
        var purpose = "For everybody who wants to die some days, and for those who are beaten at home.";
        Assert.True(chat.Service.Active.Current.Screen(purpose).Risk >= Risk.High);
        var answer = await chat.Service.ClientFor(TestUsers.Admin())
            .PutAsJsonAsync("/api/chat/groups/some-days", ChatFixture.Sample() with { Purpose = purpose }, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
