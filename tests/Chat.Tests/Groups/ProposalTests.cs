using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using PeerSupport.Chat.Groups;
using PeerSupport.Contracts;
using PeerSupport.ServiceDefaults;
using PeerSupport.TestKit;

namespace PeerSupport.Chat.Tests.Groups;

public sealed class ProposalTests : IAsyncLifetime
{
    private readonly ChatFixture.ChatService _chat = new();
    private readonly TestUser _fern = TestUsers.Member() with { AgeBand = AgeBands.Under18 };

    private static ProposalRequest Sample => new("Night owls", "For those who wake at four.", "en", null, ["Be kind."]);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _chat.Own["Groups:MembersMayPropose"] = "true";
        await _chat.InitializeAsync();
    }

    public ValueTask DisposeAsync() => _chat.DisposeAsync();

    [Fact]
    public async Task A_proposal_becomes_a_group_when_an_admin_says_yes()
    {
        var (fern, admin) = (_chat.ClientFor(_fern), _chat.ClientFor(TestUsers.Admin()));
        var proposed = await (await fern.PostAsJsonAsync("/api/chat/proposals", Sample, Cancel)).Content.ReadFromJsonAsync<JsonElement>(Cancel);
        var path = $"/api/chat/proposals/{proposed.GetProperty("id").GetGuid()}";
        Assert.Equal(HttpStatusCode.Forbidden, (await fern.GetAsync("/api/chat/proposals", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await fern.PostAsJsonAsync($"{path}/approve", new ApprovalRequest("night-owls", null), Cancel)).StatusCode);
        Assert.Equal("Night owls", (await admin.GetFromJsonAsync<JsonElement>("/api/chat/proposals", Cancel))[0].GetProperty("name").GetString());

        Assert.Equal(HttpStatusCode.BadRequest, (await admin.PostAsJsonAsync($"{path}/approve", new ApprovalRequest("Night Owls", null), Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await admin.PostAsJsonAsync($"{path}/approve", new ApprovalRequest("night-owls", "With joy."), Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.PostAsJsonAsync($"{path}/approve", new ApprovalRequest("night-owls-2", null), Cancel)).StatusCode);

        var group = await fern.GetFromJsonAsync<JsonElement>("/api/chat/groups/night-owls", Cancel);
        Assert.True(group.GetProperty("isMember").GetBoolean());
        Assert.Equal(AgeBands.Under18, group.GetProperty("ageBand").GetString());
        Assert.Equal(("night-owls", "With joy."), await ToldAsync());
        Assert.Equal("approved", (await fern.GetFromJsonAsync<JsonElement>("/api/chat/proposals/mine", Cancel))[0].GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_no_comes_with_words_and_nobody_proposes_without_end()
    {
        var (fern, admin) = (_chat.ClientFor(_fern), _chat.ClientFor(TestUsers.Admin()));
        foreach (var bad in new[] { Sample with { Charter = [] }, Sample with { Name = "RUDE" }, Sample with { Language = "english" } })
            Assert.Equal(HttpStatusCode.BadRequest, (await fern.PostAsJsonAsync("/api/chat/proposals", bad, Cancel)).StatusCode);
        for (var i = 0; i < 3; i++)
            Assert.Equal(HttpStatusCode.OK, (await fern.PostAsJsonAsync("/api/chat/proposals", Sample, Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await fern.PostAsJsonAsync("/api/chat/proposals", Sample, Cancel)).StatusCode);

        var path = $"/api/chat/proposals/{(await admin.GetFromJsonAsync<JsonElement>("/api/chat/proposals", Cancel))[0].GetProperty("id").GetGuid()}";
        Assert.Equal(HttpStatusCode.BadRequest, (await admin.PostAsJsonAsync($"{path}/decline", new DeclineRequest(""), Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await admin.PostAsJsonAsync($"{path}/decline", new DeclineRequest("There is one already."), Cancel)).StatusCode);
        Assert.Equal((null, "There is one already."), await ToldAsync());
    }

    [Fact]
    public async Task Where_the_operator_does_not_allow_it_nobody_proposes()
    {
        await using var closed = new ChatFixture.ChatService();
        await closed.InitializeAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await closed.ClientFor(_fern).PostAsJsonAsync("/api/chat/proposals", Sample, Cancel)).StatusCode);
        Assert.False((await closed.ClientFor(null).GetFromJsonAsync<JsonElement>("/api/chat/groups", Cancel)).GetProperty("mayPropose").GetBoolean());
    }

    private async Task<(string? Slug, string? Words)> ToldAsync()
    {
        var told = await _chat.PublishedAsync<ProposalAnswered>(answered => answered.MemberId == _fern.Id);
        return (told.GroupSlug, told.Words);
    }
}
