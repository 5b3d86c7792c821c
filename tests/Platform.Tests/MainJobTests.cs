using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR.Client;
using PeerSupport.Local;
using PeerSupport.TestKit;

namespace PeerSupport.Platform.Tests;

/// <summary>The main job over the public interface: read, sign in, talk, be held, be judged, be told.</summary>
public sealed class MainJobTests(RunningPlatform running)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_article_can_be_read_without_an_account()
    {
        using var visitor = new Visitor(running.Platform.PublicOrigin);
        var page = await visitor.Http.GetStringAsync(new Uri("/learn/anxious-preoccupied-attachment", UriKind.Relative), Cancel);
        Assert.Contains("Anxious-preoccupied attachment", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_article_is_a_page_that_offers_search()
    {
        using var visitor = new Visitor(running.Platform.PublicOrigin);
        using var answer = await visitor.Http.GetAsync(new Uri("/learn/no-such-thing", UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("action=\"/learn/search\"", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_post_reaches_everybody_in_the_room_at_once()
    {
        using var fern = await running.SignedInAsync("Fern");
        using var juniper = await running.SignedInAsync("Juniper");
        var group = await GroupAsync(fern);
        await using var hers = await JoinedAsync(fern, group);
        await using var theirs = running.Hub(juniper);
        var arrived = new TaskCompletionSource<string>();
        theirs.On<Guid, JsonElement>("Entries", (_, entries) =>
        {
            foreach (var entry in entries.EnumerateArray().Where(entry => entry.GetProperty("author").GetString() == "Fern"))
                arrived.TrySetResult(entry.GetProperty("body").GetString()!);
        });
        await theirs.StartAsync(Cancel);
        await theirs.InvokeAsync<JsonElement>("Join", group, null, Cancel);

        var posted = await PostAsync(hers, group, "I put the phone into a drawer for an hour.");

        Assert.Equal("ok", posted.GetProperty("code").GetString());
        Assert.Equal("I put the phone into a drawer for an hour.", await arrived.Task.WaitAsync(TimeSpan.FromSeconds(10), Cancel));
    }

    [Fact]
    public async Task A_message_that_is_held_is_judged_by_a_moderator_and_its_author_reads_why()
    {
        using var moss = await running.SignedInAsync("Moss");
        using var marek = await running.SignedInAsync("Marek");
        var group = await GroupAsync(moss);
        await using var hub = await JoinedAsync(moss, group);
        var removed = new TaskCompletionSource<string>();
        hub.On<Guid, JsonElement>("Held", (_, held) =>
        {
            if (held.GetProperty("state").GetString() == "removed")
                removed.TrySetResult(held.GetProperty("reason").GetString()!);
        });

        var posted = await PostAsync(hub, group, "Just kill yourself, nobody here wants you.");
        Assert.Equal("held", posted.GetProperty("code").GetString());
        var messageId = posted.GetProperty("messageId").GetGuid();

        var caseId = await RunningPlatform.CaseOfAsync(marek, messageId);
        (await marek.Http.PostAsync(new Uri($"/api/moderation/cases/{caseId}/claim", UriKind.Relative), null, Cancel)).EnsureSuccessStatusCode();
        const string reason = "This tells somebody to die. Please be angry at a thought, never at a person.";
        using var decided = await marek.Http.PostAsJsonAsync(
            new Uri($"/api/moderation/cases/{caseId}/decision", UriKind.Relative), new { outcome = "remove", reason, revision = 0 }, Cancel);
        Assert.True(decided.IsSuccessStatusCode, await decided.Content.ReadAsStringAsync(Cancel));

        Assert.Equal(reason, await removed.Task.WaitAsync(TimeSpan.FromSeconds(20), Cancel));
        await Eventually.TrueAsync(
            async () => (await moss.Http.GetStringAsync(new Uri("/api/notifications/inbox", UriKind.Relative), Cancel)).Contains(reason, StringComparison.Ordinal),
            "the reason did not reach the author's inbox");
    }

    [Fact]
    public async Task Somebody_in_crisis_is_offered_help_in_the_answer_and_is_not_silenced()
    {
        using var fern = await running.SignedInAsync("Fern");
        var group = await GroupAsync(fern);
        await using var hub = await JoinedAsync(fern, group);

        var posted = await PostAsync(hub, group, "I am going to kill myself tonight, I have the pills here.");

        Assert.Equal("ok", posted.GetProperty("code").GetString());
        Assert.NotEqual(0, posted.GetProperty("support").GetProperty("lines").GetArrayLength());
    }

    private static async Task<Guid> GroupAsync(Visitor visitor) =>
        (await visitor.Http.GetFromJsonAsync<JsonElement>(new Uri("/api/chat/groups/waiting-without-falling", UriKind.Relative), Cancel)).GetProperty("id").GetGuid();

    private async Task<HubConnection> JoinedAsync(Visitor visitor, Guid group)
    {
        var hub = running.Hub(visitor);
        await hub.StartAsync(Cancel);
        var joined = await hub.InvokeAsync<JsonElement>("Join", group, null, Cancel);
        Assert.Equal("ok", joined.GetProperty("code").GetString());
        return hub;
    }

    private static Task<JsonElement> PostAsync(HubConnection hub, Guid groupId, string body) =>
        hub.InvokeAsync<JsonElement>("Post", new { groupId, clientId = Guid.CreateVersion7(), body }, Cancel);
}
