using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using PeerSupport.Contracts;
using PeerSupport.TestKit;

namespace PeerSupport.Moderation.Tests.Cases;

/// <summary>Each of these has a queue of its own, because they speak of all that is on it.</summary>
public sealed class QueueTests
{
    [Fact]
    public async Task The_queue_is_ordered_by_urgency_then_by_when_somebody_should_look_and_shows_no_text()
    {
        await using var factory = new ModerationFactory();
        await factory.InitializeAsync();
        var medium = await factory.OpenAsync(ModerationFactory.Message("medium", "spam_solicitation", MessageHandling.Flagged));
        var high = await factory.OpenAsync(ModerationFactory.Message());
        var later = await factory.OpenAsync(ModerationFactory.Message());
        var critical = await factory.OpenAsync(ModerationFactory.Message("critical", "self_harm", MessageHandling.Folded));

        var body = await factory.ClientFor(TestUsers.Moderator()).GetStringAsync("/api/moderation/cases", TestContext.Current.CancellationToken);

        var cases = JsonDocument.Parse(body).RootElement.EnumerateArray().ToList();
        Assert.Equal([critical, high, later, medium], cases.Select(item => item.GetProperty("id").GetGuid()));
        Assert.Equal(["critical", "high", "high", "medium"], cases.Select(item => item.GetProperty("risk").GetString()));
        Assert.Equal(3, (cases[0].GetProperty("dueAt").GetDateTimeOffset() - cases[0].GetProperty("openedAt").GetDateTimeOffset()).TotalMinutes, 3);
        Assert.DoesNotContain("Nobody wants", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Next_serves_the_most_urgent_free_case_and_then_nothing()
    {
        await using var factory = new ModerationFactory();
        await factory.InitializeAsync();
        var high = await factory.OpenAsync(ModerationFactory.Message());
        var critical = await factory.OpenAsync(ModerationFactory.Message("critical", "self_harm", MessageHandling.Folded));
        var client = factory.ClientFor(TestUsers.Moderator());

        Assert.Equal([critical, high], new[] { await TakeAsync(client), await TakeAsync(client) });
        Assert.Equal(HttpStatusCode.NoContent, (await client.NextAsync()).StatusCode);
    }

    [Fact]
    public async Task Many_who_ask_at_once_for_the_next_case_get_different_ones()
    {
        await using var factory = new ModerationFactory();
        await factory.InitializeAsync();
        for (var i = 0; i < 8; i++)
            await factory.OpenAsync(ModerationFactory.Message());

        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => TakeAsync(factory.ClientFor(TestUsers.Moderator($"Moderator {i}")))));

        Assert.Equal(8, taken.Distinct().Count());
    }

    [Fact]
    public async Task Nobody_is_served_their_own_words()
    {
        await using var factory = new ModerationFactory();
        await factory.InitializeAsync();
        var moderator = TestUsers.Moderator();
        var own = await factory.OpenAsync(ModerationFactory.Message(author: moderator.Id));
        var client = factory.ClientFor(moderator);

        Assert.Equal(HttpStatusCode.NoContent, (await client.NextAsync()).StatusCode);
        Assert.Equal("/problems/involved", await (await client.ClaimAsync(own)).ProblemAsync());
    }

    private static async Task<Guid> TakeAsync(HttpClient client)
    {
        var response = await client.NextAsync();
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("id").GetGuid();
    }
}
