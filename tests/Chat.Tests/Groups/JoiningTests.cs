using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PeerSupport.Chat.Groups;
using PeerSupport.Contracts;
using PeerSupport.ServiceDefaults;
using PeerSupport.TestKit;

namespace PeerSupport.Chat.Tests.Groups;

public sealed class JoiningTests(ChatFixture chat) : IClassFixture<ChatFixture>
{
    private HttpClient Admin => chat.Service.ClientFor(TestUsers.Admin());

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Joining_agrees_to_the_charter_that_was_read()
    {
        var path = await FoundAsync(ChatFixture.Sample());
        await DescribeAsync(path, ChatFixture.Sample() with { Charter = ["Be kind.", "Be brief."] });
        var fern = chat.Service.ClientFor(TestUsers.Member());

        var older = await fern.PostAsJsonAsync($"{path}/join", new JoinRequest(1), Cancel);
        Assert.Equal(HttpStatusCode.Conflict, older.StatusCode);
        var current = (await older.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("current");
        Assert.Equal(["Be kind.", "Be brief."], current.GetProperty("charter").EnumerateArray().Select(sentence => sentence.GetString()));
        Assert.Equal(HttpStatusCode.BadRequest, (await fern.PostAsJsonAsync($"{path}/join", new { }, Cancel)).StatusCode);
        Assert.Equal("joined", await JoinAsync(fern, path, current.GetProperty("charterVersion").GetInt64()));
    }

    [Fact]
    public async Task Of_twenty_who_come_at_once_three_are_in_and_the_others_move_up_in_their_order()
    {
        var path = await FoundAsync(ChatFixture.Sample() with { Capacity = 3 });
        var people = Enumerable.Range(0, 20).Select(i => TestUsers.Member($"Person{i}")).ToArray();
        var outcomes = await Task.WhenAll(people.Select(person => JoinAsync(chat.Service.ClientFor(person), path)));
        Assert.Equal(3, outcomes.Count(outcome => outcome == "joined"));
        Assert.Equal(17, outcomes.Count(outcome => outcome == "waiting"));
        Assert.Equal("waiting", await JoinAsync(chat.Service.ClientFor(people[Array.IndexOf(outcomes, "waiting")]), path));

        var group = await IdAsync(path);
        var order = await chat.Service.QueryAsync(db => db.Applications.Where(row => row.GroupId == group).OrderBy(row => row.Place).Select(row => row.MemberId).ToListAsync(Cancel));
        Assert.Equal(17, order.Distinct().Count());
        // One who waits gives up, one who is in leaves, and then there are more places.
        await LeaveAsync(people.First(person => person.Id == order[1]), path);
        await LeaveAsync(people[Array.IndexOf(outcomes, "joined")], path);
        await DescribeAsync(path, ChatFixture.Sample() with { Capacity = 5 });
        Assert.Equal(order.Where((_, i) => i is 0 or 2 or 3).Order(), (await InsideAsync(group)).Intersect(order).Order());
        Assert.Equal(5, (await InsideAsync(group)).Count);
        await chat.Service.PublishedAsync<ApplicationAnswered>(told => told.MemberId == order[3] && told is { Outcome: ApplicationOutcome.MovedUp });

        await DescribeAsync(path, ChatFixture.Sample());
        Assert.Equal(19 - 1, (await InsideAsync(group)).Count);
    }

    [Fact]
    public async Task Leaving_all_at_once_lets_in_as_many_as_there_are_places()
    {
        var path = await FoundAsync(ChatFixture.Sample() with { Capacity = 4 });
        var people = Enumerable.Range(0, 12).Select(i => TestUsers.Member($"Person{i}")).ToArray();
        foreach (var person in people)
            await JoinAsync(chat.Service.ClientFor(person), path);
        await Task.WhenAll(people.Take(4).Select(person => LeaveAsync(person, path)));
        Assert.Equal(people.Skip(4).Take(4).Select(person => person.Id).Order(), (await InsideAsync(await IdAsync(path))).Order());
    }

    [Fact]
    public async Task A_request_is_read_and_answered_by_those_who_hold_the_group_and_by_nobody_else()
    {
        var path = await FoundAsync(ChatFixture.Sample() with { Admission = Admission.Request, Question = "What brings you here?" });
        var (fern, otto) = (TestUsers.Member("Fern"), TestUsers.Member("Otto"));
        var asking = chat.Service.ClientFor(fern);
        Assert.Equal(HttpStatusCode.BadRequest, (await asking.PostAsJsonAsync($"{path}/join", new JoinRequest(1), Cancel)).StatusCode);
        Assert.Equal("requested", await JoinAsync(asking, path, answer: "Waiting."));
        Assert.Equal("requested", await JoinAsync(asking, path, answer: "Again."));
        Assert.Equal("asked", (await asking.GetFromJsonAsync<JsonElement>(path, Cancel)).GetProperty("myApplication").GetProperty("state").GetString());
        Assert.Equal("asked", (await asking.GetFromJsonAsync<JsonElement>("/api/chat/me/applications", Cancel))[0].GetProperty("state").GetString());

        Assert.Equal(HttpStatusCode.Unauthorized, (await chat.Service.ClientFor(null).GetAsync($"{path}/requests", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await asking.GetAsync($"{path}/requests", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await AnswerAsync(chat.Service.ClientFor(otto), path, fern, "accept")).StatusCode);
        var team = chat.Service.ClientFor(TestUsers.Moderator());
        var open = await team.GetFromJsonAsync<JsonElement>($"{path}/requests", Cancel);
        Assert.Equal(("Fern", "Waiting."), (open[0].GetProperty("pseudonym").GetString(), open[0].GetProperty("answer").GetString()));
        Assert.Equal(HttpStatusCode.NotFound, (await AnswerAsync(team, path, otto, "accept")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await AnswerAsync(team, path, fern, "accept", new string('x', 501))).StatusCode);

        Assert.Equal(HttpStatusCode.NoContent, (await AnswerAsync(team, path, fern, "decline", "We begin a new round in March.")).StatusCode);
        var told = await chat.Service.PublishedAsync<ApplicationAnswered>(answered => answered.MemberId == fern.Id);
        Assert.Equal((ApplicationOutcome.Declined, "We begin a new round in March."), (told.Outcome, told.Words));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await asking.PostAsJsonAsync($"{path}/join", new JoinRequest(1) { Answer = "Please." }, Cancel)).StatusCode);

        await JoinAsync(chat.Service.ClientFor(otto), path, answer: "Reading.");
        Assert.Equal(HttpStatusCode.NoContent, (await AnswerAsync(team, path, otto, "accept")).StatusCode);
        Assert.Equal([otto.Id], await InsideAsync(await IdAsync(path)));
        Assert.Equal(HttpStatusCode.NotFound, (await AnswerAsync(team, path, otto, "accept")).StatusCode);
    }

    [Fact]
    public async Task Whoever_asks_in_distress_is_offered_help_with_the_answer()
    {
        var path = await FoundAsync(ChatFixture.Sample() with { Admission = Admission.Request });
        var answer = await chat.Service.ClientFor(TestUsers.Member(country: "GB")).PostAsJsonAsync($"{path}/join", new JoinRequest(1) { Answer = "CRISIS" }, Cancel);
        Assert.Equal("GB", (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("support").GetProperty("country").GetString());
    }

    [Fact]
    public async Task A_link_lets_in_as_many_as_it_says_and_then_nobody()
    {
        var path = await FoundAsync(ChatFixture.Sample() with { Admission = Admission.Invitation });
        var made = await (await Admin.PostAsJsonAsync($"{path}/invitations", new InvitationRequest(7, 2), Cancel)).Content.ReadFromJsonAsync<JsonElement>(Cancel);
        var token = made.GetProperty("token").GetString()!;
        Assert.Equal(22, token.Length);
        Assert.DoesNotContain(token, await Admin.GetStringAsync($"{path}/invitations", Cancel), StringComparison.Ordinal);

        foreach (var isLate in new[] { false, false, true })
        {
            var guest = chat.Service.ClientFor(TestUsers.Member());
            Assert.Equal(HttpStatusCode.NotFound, (await guest.GetAsync(path, Cancel)).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await guest.PostAsJsonAsync($"{path}/join", new JoinRequest(1) { Invitation = "AAAAAAAAAAAAAAAAAAAAAA" }, Cancel)).StatusCode);
            Assert.Equal(!isLate, (await guest.GetFromJsonAsync<JsonElement>($"{path}?invitation={token}", Cancel)).GetProperty("isInvited").GetBoolean());
            if (isLate)
                Assert.Equal(HttpStatusCode.UnprocessableEntity, (await guest.PostAsJsonAsync($"{path}/join", new JoinRequest(1) { Invitation = token }, Cancel)).StatusCode);
            else
                Assert.Equal("joined", await JoinAsync(guest, path, invitation: token));
        }
    }

    [Fact]
    public async Task A_link_that_is_taken_back_or_too_old_is_good_for_nothing()
    {
        var path = await FoundAsync(ChatFixture.Sample() with { Admission = Admission.Request });
        var links = new List<(Guid Id, string Token)>();
        for (var i = 0; i < 3; i++)
        {
            var made = await (await Admin.PostAsJsonAsync($"{path}/invitations", new InvitationRequest(14, 1), Cancel)).Content.ReadFromJsonAsync<JsonElement>(Cancel);
            links.Add((made.GetProperty("id").GetGuid(), made.GetProperty("token").GetString()!));
        }
        Assert.Equal(HttpStatusCode.NoContent, (await Admin.DeleteAsync($"{path}/invitations/{links[0].Id}", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Admin.DeleteAsync($"{path}/invitations/{Guid.NewGuid()}", Cancel)).StatusCode);
        await chat.Service.QueryAsync(db => db.Database.ExecuteSqlAsync($"update invitations set expires_at = now() where id = {links[1].Id}", Cancel));

        var guest = chat.Service.ClientFor(TestUsers.Member());
        foreach (var (_, token) in links.Take(2))
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await guest.PostAsJsonAsync($"{path}/join", new JoinRequest(1) { Invitation = token }, Cancel)).StatusCode);
        Assert.Equal("joined", await JoinAsync(guest, path, invitation: links[2].Token));

        Assert.Equal(HttpStatusCode.NotFound, (await guest.PostAsJsonAsync($"{path}/invitations", new InvitationRequest(14, 1), Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await guest.GetAsync($"{path}/invitations", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await Admin.PostAsJsonAsync($"{path}/invitations", new InvitationRequest(7, 0), Cancel)).StatusCode);
    }

    [Fact]
    public async Task A_group_with_people_in_it_keeps_its_age_band()
    {
        var path = await FoundAsync(ChatFixture.Sample());
        await JoinAsync(chat.Service.ClientFor(TestUsers.Member()), path);
        var answer = await Admin.PutAsJsonAsync(path, ChatFixture.Sample() with { AgeBand = AgeBands.Under18 }, Json.Options, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    private async Task<string> FoundAsync(GroupRequest group)
    {
        var path = $"/api/chat/groups/group-{Guid.NewGuid():N}";
        await DescribeAsync(path, group);
        return path;
    }

    private async Task DescribeAsync(string path, GroupRequest group) =>
        Assert.Equal(HttpStatusCode.OK, (await Admin.PutAsJsonAsync(path, group, Json.Options, Cancel)).StatusCode);

    private static async Task<string?> JoinAsync(HttpClient client, string path, long charter = 1, string? answer = null, string? invitation = null)
    {
        var joined = await client.PostAsJsonAsync($"{path}/join", new JoinRequest(charter) { Answer = answer, Invitation = invitation }, Cancel);
        Assert.Equal(HttpStatusCode.OK, joined.StatusCode);
        return (await joined.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("outcome").GetString();
    }

    private async Task LeaveAsync(TestUser person, string path) =>
        Assert.Equal(HttpStatusCode.NoContent, (await chat.Service.ClientFor(person).PostAsync($"{path}/leave", null, Cancel)).StatusCode);

    private static Task<HttpResponseMessage> AnswerAsync(HttpClient client, string path, TestUser person, string answer, string? words = null) =>
        client.PostAsJsonAsync($"{path}/requests/{person.Id}", new RequestAnswer(answer == "accept", words), Cancel);

    private async Task<Guid> IdAsync(string path) => (await Admin.GetFromJsonAsync<JsonElement>(path, Cancel)).GetProperty("id").GetGuid();

    private Task<List<Guid>> InsideAsync(Guid group) =>
        chat.Service.QueryAsync(db => db.Memberships.Where(row => row.GroupId == group && row.LeftAt == null).Select(row => row.MemberId).ToListAsync(Cancel));
}
