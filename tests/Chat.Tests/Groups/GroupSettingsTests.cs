using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PeerSupport.Chat.Groups;
using PeerSupport.Chat.Hubs;
using PeerSupport.Contracts;
using PeerSupport.ServiceDefaults;
using PeerSupport.TestKit;

namespace PeerSupport.Chat.Tests.Groups;

public sealed class GroupSettingsTests(ChatFixture chat) : IClassFixture<ChatFixture>
{
    private static readonly GroupRequest Full = ChatFixture.Sample() with
    {
        Admission = Admission.Request,
        Question = "What brings you here?",
        Capacity = 12,
        AgeBand = AgeBands.Under18,
        SlowSeconds = 30,
        QuietFrom = new(23, 0),
        QuietTo = new(7, 30),
        TimeZone = "Europe/London",
        CareMinutes = 90,
        SampledForReview = true,
    };

    private HttpClient Admin => chat.Service.ClientFor(TestUsers.Admin());

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_an_admin_sets_is_kept_whole()
    {
        var path = await PutAsync(Full);
        var settings = await Admin.GetFromJsonAsync<GroupSettings>($"{path}/settings", Json.Options, Cancel);
        Assert.Equal(JsonSerializer.Serialize(Full, Json.Options), JsonSerializer.Serialize(settings!.Group, Json.Options));
        Assert.Equal(HttpStatusCode.Forbidden, (await chat.Service.ClientFor(TestUsers.Moderator()).GetAsync($"{path}/settings", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Admin.GetAsync("/api/chat/groups/none/settings", Cancel)).StatusCode);
    }

    [Theory]
    [InlineData("capacity", """{"capacity":1}""")]
    [InlineData("ageBand", """{"ageBand":"12"}""")]
    [InlineData("slowSeconds", """{"slowSeconds":3601}""")]
    [InlineData("quietTo", """{"quietFrom":"22:00:00"}""")]
    [InlineData("quietTo", """{"quietFrom":"22:00:00","quietTo":"22:00:00"}""")]
    [InlineData("timeZone", """{"timeZone":"Nowhere/Land"}""")]
    [InlineData("question", """{"question":"RUDE?"}""")]
    [InlineData("careMinutes", """{"careMinutes":-1}""")]
    public async Task What_cannot_be_set_is_said_at_its_field(string field, string more)
    {
        var json = JsonSerializer.SerializeToNode(ChatFixture.Sample(), Json.Options)!.AsObject();
        foreach (var (name, value) in JsonDocument.Parse(more).RootElement.EnumerateObject().Select(property => (property.Name, property.Value)))
            json[name] = JsonSerializer.SerializeToNode(value);
        var answer = await Admin.PutAsJsonAsync("/api/chat/groups/refused", json, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var errors = (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("errors");
        Assert.Contains(errors.EnumerateObject(), error => string.Equals(error.Name, field, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Nobodys_change_overwrites_anothers()
    {
        var path = await PutAsync(Full);
        var etag = (await Admin.GetAsync($"{path}/settings", Cancel)).Headers.ETag!;
        Assert.Equal(HttpStatusCode.OK, (await PutAsync(path, Full with { Name = "First" }, request => request.Headers.IfMatch.Add(etag))).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await PutAsync(path, Full with { Name = "Second" }, request => request.Headers.IfMatch.Add(etag))).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await PutAsync(path, Full, request => request.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Any))).StatusCode);
        Assert.Equal("First", (await Admin.GetFromJsonAsync<GroupSettings>($"{path}/settings", Json.Options, Cancel))!.Group.Name);
    }

    [Fact]
    public async Task The_charter_has_a_version_of_its_own()
    {
        var path = await PutAsync(Full);
        await PutAsync(path, Full with { Name = "Another name" });
        Assert.Equal(1, (await DetailAsync(path)).GetProperty("charterVersion").GetInt64());
        await PutAsync(path, Full with { Charter = ["Be kind.", "Be brief."] });
        Assert.Equal(2, (await DetailAsync(path)).GetProperty("charterVersion").GetInt64());
    }

    [Theory]
    [InlineData("16-17", "18", "age-band")]
    [InlineData("18", "16-17", "age-band")]
    [InlineData("18", null, "age-unknown")]
    [InlineData("16-17", null, "age-unknown")]
    public async Task Age_bands_are_kept_apart(string group, string? member, string code)
    {
        var path = await PutAsync(ChatFixture.Sample() with { AgeBand = group });
        var answer = await chat.Service.ClientFor(TestUsers.Member() with { AgeBand = member }).PostAsJsonAsync($"{path}/join", new JoinRequest(1), Cancel);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal($"/problems/{code}", (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("type").GetString());
        Assert.True((await chat.Service.ClientFor(TestUsers.Member() with { AgeBand = group }).PostAsJsonAsync($"{path}/join", new JoinRequest(1), Cancel)).IsSuccessStatusCode);
    }

    [Fact]
    public async Task A_group_by_invitation_is_known_to_its_members_and_staff_alone()
    {
        var fern = TestUsers.Member();
        var path = await PutAsync(ChatFixture.Sample());
        Assert.True((await chat.Service.ClientFor(fern).PostAsJsonAsync($"{path}/join", new JoinRequest(1), Cancel)).IsSuccessStatusCode);
        await PutAsync(path, ChatFixture.Sample() with { Admission = Admission.Invitation });

        foreach (var stranger in new[] { chat.Service.ClientFor(null), chat.Service.ClientFor(TestUsers.Member()) })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(path, Cancel)).StatusCode);
            Assert.DoesNotContain(path.Split('/')[^1], await stranger.GetStringAsync("/api/chat/groups", Cancel), StringComparison.Ordinal);
        }
        Assert.Equal(HttpStatusCode.NotFound, (await chat.Service.ClientFor(TestUsers.Member()).PostAsJsonAsync($"{path}/join", new JoinRequest(1), Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await chat.Service.ClientFor(TestUsers.Moderator()).GetAsync(path, Cancel)).StatusCode);
        Assert.Equal("member", (await chat.Service.ClientFor(fern).GetFromJsonAsync<JsonElement>(path, Cancel)).GetProperty("myRole").GetString());
    }

    [Fact]
    public async Task In_a_closed_group_its_members_read_and_take_back_and_nobody_posts_or_joins()
    {
        var fern = TestUsers.Member();
        var slug = $"group-{Guid.NewGuid():N}";
        var path = $"/api/chat/groups/{slug}";
        await PutAsync(path, ChatFixture.Sample());
        await chat.Service.ClientFor(fern).PostAsJsonAsync($"{path}/join", new JoinRequest(1), Cancel);
        var id = (await DetailAsync(path)).GetProperty("id").GetGuid();
        await using var room = await chat.EnterAsync(fern, id);
        var posted = await room.PostAsync("hello");

        Assert.Equal(HttpStatusCode.Forbidden, (await chat.Service.ClientFor(fern).PostAsync($"{path}/archive", null, Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Admin.PostAsync("/api/chat/groups/none/archive", null, Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await Admin.PostAsync($"{path}/archive", null, Cancel)).StatusCode);

        Assert.Equal("archived", (await room.PostAsync("again")).Code);
        Assert.Equal("archived", (await room.AskAsync<Posted>("Edit", new { room.GroupId, posted.MessageId, Body = "else" })).Code);
        Assert.Equal("archived", (await room.AskAsync<Answer>("React", new { room.GroupId, posted.MessageId, Reaction = "heard" })).Code);
        Assert.Single((await room.JoinAsync()).Entries!);
        Assert.Equal("ok", (await room.AskAsync<Answer>("Delete", new { room.GroupId, posted.MessageId })).Code);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await chat.Service.ClientFor(TestUsers.Member()).PostAsJsonAsync($"{path}/join", new JoinRequest(1), Cancel)).StatusCode);

        await Admin.PostAsync($"{path}/reopen", null, Cancel);
        Assert.Equal("ok", (await room.PostAsync("open again")).Code);
        Assert.Equal(3, (await chat.Service.PublishedAsync<GroupChanged>(changed => changed.GroupId == id && changed.Version == 3)).Version);
    }

    [Fact]
    public async Task What_a_post_asks_for_is_at_hand_with_the_membership()
    {
        var fern = TestUsers.Member();
        var group = await chat.GroupAsync(fern);
        var memberships = chat.Service.Services.GetRequiredService<Memberships>();
        var standing = await memberships.FindAsync(group, fern.Id, Cancel);
        Assert.Equal(new(GroupRole.Member, new(false, 0, null, null, "Etc/UTC", false)), standing);
        Assert.Null(await memberships.FindAsync(group, Guid.NewGuid(), Cancel));
    }

    private async Task<JsonElement> DetailAsync(string path) => await Admin.GetFromJsonAsync<JsonElement>(path, Cancel);

    private async Task<string> PutAsync(GroupRequest group)
    {
        var path = $"/api/chat/groups/group-{Guid.NewGuid():N}";
        Assert.Equal(HttpStatusCode.OK, (await PutAsync(path, group)).StatusCode);
        return path;
    }

    private async Task<HttpResponseMessage> PutAsync(string path, GroupRequest group, Action<HttpRequestMessage>? with = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = JsonContent.Create(group, options: Json.Options) };
        with?.Invoke(request);
        return await Admin.SendAsync(request, Cancel);
    }
}
