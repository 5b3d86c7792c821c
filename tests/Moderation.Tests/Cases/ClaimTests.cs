using System.Net;
using Microsoft.EntityFrameworkCore;
using PeerSupport.Contracts;
using PeerSupport.TestKit;

namespace PeerSupport.Moderation.Tests.Cases;

public sealed class ClaimTests(ModerationFactory factory) : IClassFixture<ModerationFactory>
{
    private readonly HttpClient _marek = factory.ClientFor(TestUsers.Moderator("Marek"));
    private readonly HttpClient _ines = factory.ClientFor(TestUsers.Moderator("Ines"));

    [Fact]
    public async Task Of_two_who_claim_one_case_at_once_one_gets_it_and_the_other_hears_who_it_is()
    {
        var id = await factory.OpenAsync(ModerationFactory.Message());

        var answers = await Task.WhenAll(_marek.ClaimAsync(id), _ines.ClaimAsync(id));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.NoContent);
        var refused = Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Conflict);
        Assert.Matches("(Marek|Ines) is on this case", await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_case_that_is_handed_back_can_be_claimed_by_somebody_else()
    {
        var id = await factory.OpenAsync(ModerationFactory.Message());
        await _marek.ClaimAsync(id);
        Assert.True((await _marek.CaseAsync(id)).GetProperty("claimedByMe").GetBoolean());

        Assert.Equal(HttpStatusCode.Conflict, (await HandBackAsync(_ines, id)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await HandBackAsync(_marek, id)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await _ines.ClaimAsync(id)).StatusCode);
        var seen = await _marek.CaseAsync(id);
        Assert.Equal("Ines", seen.GetProperty("claimedBy").GetString());
        Assert.False(seen.GetProperty("claimedByMe").GetBoolean());
    }

    [Fact]
    public async Task A_claim_lapses_after_twenty_minutes()
    {
        var id = await factory.OpenAsync(ModerationFactory.Message());
        await _marek.ClaimAsync(id);
        await factory.QueryAsync(db => db.Database.ExecuteSqlAsync($"update cases set claimed_until = claimed_until - interval '20 minutes 1 second' where id = {id}"));

        Assert.Equal("open", (await _ines.CaseAsync(id)).GetProperty("state").GetString());
        Assert.Equal(HttpStatusCode.NoContent, (await _ines.ClaimAsync(id)).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await _marek.DecideAsync(id, new { outcome = "keep" })).StatusCode);
    }

    [Fact]
    public async Task Work_on_a_case_keeps_it_claimed_and_is_no_new_claim_in_the_ledger()
    {
        var marek = TestUsers.Moderator("Marek");
        var client = factory.ClientFor(marek);
        var message = ModerationFactory.Message();
        var id = await factory.OpenAsync(message);
        await client.ClaimAsync(id);

        await AlmostLapsedAsync(id);
        Assert.Equal(HttpStatusCode.NoContent, (await client.ClaimAsync(id)).StatusCode);
        Assert.True(await LeftAsync(id) > TimeSpan.FromMinutes(18));

        await AlmostLapsedAsync(id);
        await factory.PublishAsync(new MessageContextRead(Guid.CreateVersion7(), DateTimeOffset.UtcNow, marek.Id, ModerationFactory.GroupId, message.MessageId));
        await Eventually.TrueAsync(async () => await LeftAsync(id) > TimeSpan.FromMinutes(18), "reading around the message did not keep the case");

        Assert.Equal(1, await factory.CountAsync($"select count(*) as \"Value\" from ledger_entries where case_id = {id} and action = 'claimed'"));

        async Task<TimeSpan> LeftAsync(Guid one) => (await client.CaseAsync(one)).GetProperty("claimedUntil").GetDateTimeOffset() - DateTimeOffset.UtcNow;
    }

    [Theory]
    [InlineData("GET", "cases")]
    [InlineData("POST", "cases/next")]
    [InlineData("GET", "cases/0199aaaa-0000-7000-8000-000000000009")]
    [InlineData("POST", "cases/0199aaaa-0000-7000-8000-000000000009/claim")]
    [InlineData("POST", "cases/0199aaaa-0000-7000-8000-000000000009/hand-back")]
    [InlineData("GET", "ledger")]
    [InlineData("GET", "ledger/verify")]
    public async Task Members_and_visitors_get_nothing(string method, string path)
    {
        using var first = new HttpRequestMessage(new HttpMethod(method), $"/api/moderation/{path}");
        using var second = new HttpRequestMessage(new HttpMethod(method), $"/api/moderation/{path}");

        Assert.Equal(HttpStatusCode.Forbidden, (await factory.ClientFor(TestUsers.Member()).SendAsync(first, TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await factory.ClientFor(null).SendAsync(second, TestContext.Current.CancellationToken)).StatusCode);
    }

    private Task<int> AlmostLapsedAsync(Guid id) => factory.QueryAsync(
        db => db.Database.ExecuteSqlAsync($"update cases set claimed_until = claimed_until - interval '15 minutes' where id = {id}"));

    private static Task<HttpResponseMessage> HandBackAsync(HttpClient client, Guid id) =>
        client.PostAsync($"/api/moderation/cases/{id}/hand-back", null, TestContext.Current.CancellationToken);
}
