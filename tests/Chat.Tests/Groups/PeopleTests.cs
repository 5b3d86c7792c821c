using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PeerSupport.Chat.Groups;
using PeerSupport.Contracts;
using PeerSupport.TestKit;

namespace PeerSupport.Chat.Tests.Groups;

public sealed class PeopleTests(ChatFixture chat) : IClassFixture<ChatFixture>
{
    private readonly TestUser _fern = TestUsers.Member("Fern");
    private readonly TestUser _otto = TestUsers.Member($"Otto {Guid.NewGuid():N}"[..20]);
    private readonly HttpClient _team = chat.Service.ClientFor(TestUsers.Moderator());

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_belongs_to_a_group_is_seen_by_those_who_hold_it_and_by_nobody_else()
    {
        var path = await FoundAsync(_fern, _otto);
        Assert.Equal(HttpStatusCode.NotFound, (await For(_otto).GetAsync($"{path}/people", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await NameAsync(For(_otto), path, "Fern")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await NameAsync(_team, path, "nobody of this name")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await NameAsync(_team, path, _otto.Pseudonym.ToUpperInvariant())).StatusCode);
        await chat.Service.PublishedAsync<FacilitatorNamed>(named => named.MemberId == _otto.Id);

        var people = (await For(_otto).GetFromJsonAsync<JsonElement>($"{path}/people", Cancel)).GetProperty("items");
        Assert.Equal([("Fern", "member"), (_otto.Pseudonym, "facilitator")], people.EnumerateArray().Select(person => (person.GetProperty("pseudonym").GetString(), person.GetProperty("role").GetString())));
        Assert.Equal([_otto.Pseudonym], (await chat.Service.ClientFor(null).GetFromJsonAsync<JsonElement>(path, Cancel)).GetProperty("facilitators").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal(HttpStatusCode.OK, (await For(_otto).GetAsync($"{path}/invitations", Cancel)).StatusCode);

        Assert.Equal(HttpStatusCode.NotFound, (await For(_otto).DeleteAsync($"{path}/facilitators/{_otto.Id}", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await _team.DeleteAsync($"{path}/facilitators/{_otto.Id}", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _team.DeleteAsync($"{path}/facilitators/{_otto.Id}", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await For(_otto).GetAsync($"{path}/people", Cancel)).StatusCode);
    }

    [Fact]
    public async Task Whoever_is_taken_out_reads_why_and_comes_back_only_when_somebody_lets_them()
    {
        var path = await FoundAsync(_fern, _otto);
        await NameAsync(_team, path, _otto.Pseudonym);
        var group = (await _team.GetFromJsonAsync<JsonElement>(path, Cancel)).GetProperty("id").GetGuid();
        await using var room = await chat.EnterAsync(_fern, group);
        Assert.Equal(HttpStatusCode.NotFound, (await RemoveAsync(For(_fern), path, _otto, "No.")).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await RemoveAsync(For(_otto), path, _otto, "Myself.")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await RemoveAsync(For(_otto), path, _fern, "")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await RemoveAsync(For(_otto), path, _fern, "It was too much for the others.")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await RemoveAsync(For(_otto), path, _fern, "Again.")).StatusCode);

        Assert.Equal("not_member", (await room.PostAsync("still here?")).Code);
        Assert.Equal("It was too much for the others.", (await chat.Service.PublishedAsync<MemberRemoved>(removed => removed.MemberId == _fern.Id)).Reason);
        var mine = (await For(_fern).GetFromJsonAsync<JsonElement>(path, Cancel)).GetProperty("myApplication");
        Assert.Equal(("removed", "It was too much for the others."), (mine.GetProperty("state").GetString(), mine.GetProperty("words").GetString()));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await For(_fern).PostAsJsonAsync($"{path}/join", new JoinRequest(1), Cancel)).StatusCode);
        // Leaving takes back what was asked for; it must not wipe out that they were taken out.
        await For(_fern).PostAsync($"{path}/leave", null, Cancel);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await For(_fern).PostAsJsonAsync($"{path}/join", new JoinRequest(1), Cancel)).StatusCode);

        await ADayPassesAsync(_fern);
        var asked = await (await For(_fern).PostAsJsonAsync($"{path}/join", new JoinRequest(1), Cancel)).Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.Equal("requested", asked.GetProperty("outcome").GetString());
        await For(_fern).PostAsync($"{path}/leave", null, Cancel);
        await ADayPassesAsync(_fern);
        asked = await (await For(_fern).PostAsJsonAsync($"{path}/join", new JoinRequest(1), Cancel)).Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.Equal("requested", asked.GetProperty("outcome").GetString());
        Assert.Equal(HttpStatusCode.NoContent, (await For(_otto).PostAsJsonAsync($"{path}/requests/{_fern.Id}", new RequestAnswer(true, null), Cancel)).StatusCode);
        Assert.Equal("ok", (await room.PostAsync("thank you")).Code);
    }

    [Fact]
    public async Task A_facilitator_is_taken_out_by_the_team_alone()
    {
        var path = await FoundAsync(_fern, _otto);
        foreach (var person in new[] { _otto, _fern })
            await chat.Service.QueryAsync(db => db.Database.ExecuteSqlAsync($"update memberships set role = 'facilitator' where member_id = {person.Id}", Cancel));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await RemoveAsync(For(_fern), path, _otto, "No.")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await RemoveAsync(_team, path, _otto, "A rest.")).StatusCode);
    }

    [Fact]
    public async Task Admins_see_all_groups()
    {
        var path = await FoundAsync(_fern);
        var admin = For(TestUsers.Admin());
        Assert.Equal(HttpStatusCode.Forbidden, (await _team.GetAsync("/api/chat/admin/groups", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await admin.GetAsync("/api/chat/admin/groups?after=none", Cancel)).StatusCode);
        var rows = (await admin.GetFromJsonAsync<JsonElement>("/api/chat/admin/groups", Cancel)).GetProperty("items").EnumerateArray();
        Assert.Equal(1, Assert.Single(rows, row => path.EndsWith(row.GetProperty("slug").GetString()!, StringComparison.Ordinal)).GetProperty("members").GetInt32());
    }

    private Task<int> ADayPassesAsync(TestUser person) =>
        chat.Service.QueryAsync(db => db.Database.ExecuteSqlAsync($"update applications set at = at - interval '2 days' where member_id = {person.Id}", Cancel));

    private HttpClient For(TestUser user) => chat.Service.ClientFor(user);

    private async Task<string> FoundAsync(params TestUser[] members)
    {
        var path = $"/api/chat/groups/group-{Guid.NewGuid():N}";
        await For(TestUsers.Admin()).PutAsJsonAsync(path, ChatFixture.Sample(), Cancel);
        foreach (var member in members)
            Assert.Equal(HttpStatusCode.OK, (await For(member).PostAsJsonAsync($"{path}/join", new JoinRequest(1), Cancel)).StatusCode);
        return path;
    }

    private static Task<HttpResponseMessage> NameAsync(HttpClient client, string path, string name) =>
        client.PostAsJsonAsync($"{path}/facilitators", new FacilitatorRequest(name), Cancel);

    private static Task<HttpResponseMessage> RemoveAsync(HttpClient client, string path, TestUser person, string reason) =>
        client.PostAsJsonAsync($"{path}/people/{person.Id}/remove", new RemovalRequest(reason), Cancel);
}
