using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PeerSupport.Chat.Care;
using PeerSupport.Chat.Groups;
using PeerSupport.Chat.Hubs;
using PeerSupport.Contracts;
using PeerSupport.ServiceDefaults;
using PeerSupport.TestKit;

namespace PeerSupport.Chat.Tests.Groups;

public sealed class CareTests : IAsyncLifetime
{
    // One for each test, because each moves the clock.
    private readonly ChatFixture _chat = new();
    private readonly TestUser _fern = TestUsers.Member("Fern");
    private readonly TestUser _otto = TestUsers.Member($"Otto {Guid.NewGuid():N}"[..20]);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _chat.InitializeAsync();

    public ValueTask DisposeAsync() => _chat.DisposeAsync();

    [Fact]
    public async Task First_words_without_an_answer_are_told_once_to_those_who_hold_the_group()
    {
        var (path, group) = await FoundAsync(minutes: 60);
        await NameAsync(path);
        await using var room = await _chat.EnterAsync(_fern, group);
        var first = await room.PostAsync("hello");
        await room.PostAsync("is anybody here");
        await using var host = await _chat.EnterAsync(_otto, group);
        await host.PostAsync("I hold this group");

        await LookAsync();
        var opened = await _chat.Service.PublishedAsync<CareSlotOpened>(slot => slot.GroupId == group);
        Assert.Equal((_fern.Id, first.MessageId!.Value), (opened.MemberId, opened.MessageId));
        Assert.InRange(opened.DueAt - first.At!.Value, TimeSpan.FromMinutes(59.99), TimeSpan.FromMinutes(60.01));
        await LookAsync();
        Assert.Single(_chat.Service.PublishedNow<CareSlotOpened>(slot => slot.GroupId == group));
        Assert.Empty(_chat.Service.PublishedNow<CareSlotDue>(slot => slot.GroupId == group));

        _chat.Service.Clock.Advance(TimeSpan.FromMinutes(61));
        await LookAsync();
        await LookAsync();
        var due = await _chat.Service.PublishedAsync<CareSlotDue>(slot => slot.GroupId == group);
        Assert.Equal([_otto.Id], due.FacilitatorIds);
        Assert.Equal((first.MessageId, _fern.Id), (due.MessageId, due.MemberId));
        Assert.Single(_chat.Service.PublishedNow<CareSlotDue>(slot => slot.GroupId == group));
    }

    [Fact]
    public async Task Where_nobody_holds_the_group_the_moderators_are_told_of_first_words_and_of_requests_and_see_the_group_until_somebody_does()
    {
        var moderator = TestUsers.Moderator();
        await _chat.Service.PublishAsync(new MemberProfileChanged(Guid.CreateVersion7(), DateTimeOffset.UtcNow, moderator.Id, 1, moderator.Pseudonym, ["member", "moderator"], null));
        await _chat.Service.PublishAsync(new MemberProfileChanged(Guid.CreateVersion7(), DateTimeOffset.UtcNow, _otto.Id, 1, _otto.Pseudonym, ["member"], null));
        var (path, group) = await FoundAsync(minutes: 60, Admission.Open);
        await using var room = await _chat.EnterAsync(_fern, group);
        await room.PostAsync("hello");
        await LookAsync();
        var byRequest = await FoundAsync(minutes: 60, Admission.Request);
        Assert.Equal([], await UnheldAsync(moderator, path));

        _chat.Service.Clock.Advance(TimeSpan.FromMinutes(61));
        await LookAsync();

        var due = await _chat.Service.PublishedAsync<CareSlotDue>(slot => slot.GroupId == group);
        Assert.Equal((true, moderator.Id), (due.NobodyHolds, Assert.Single(due.FacilitatorIds)));
        var arrived = await _chat.Service.PublishedAsync<ApplicationArrived>(application => application.GroupId == byRequest.Group);
        Assert.Equal((true, moderator.Id), (arrived.NobodyHolds, Assert.Single(arrived.FacilitatorIds)));
        Assert.Equal([(0, 1)], await UnheldAsync(moderator, path));
        Assert.Equal([(2, 0)], await UnheldAsync(moderator, byRequest.Path));

        await NameAsync(path);
        await NameAsync(byRequest.Path);
        Assert.Equal([], await UnheldAsync(moderator, path));
        Assert.Equal([], await UnheldAsync(moderator, byRequest.Path));
        Assert.Equal(HttpStatusCode.Forbidden, (await _chat.Service.ClientFor(_fern).GetAsync("/api/chat/unheld", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _chat.Service.ClientFor(null).GetAsync("/api/chat/unheld", Cancel)).StatusCode);
    }

    [Theory]
    [InlineData("reply")]
    [InlineData("reaction")]
    public async Task An_answer_of_somebody_else_ends_the_waiting(string answer)
    {
        var (path, group) = await FoundAsync(minutes: 60);
        await using var room = await _chat.EnterAsync(_fern, group);
        await using var other = await _chat.EnterAsync(_otto, group);
        var first = await room.PostAsync("hello");
        await room.AskAsync<Posted>("Post", new { GroupId = group, ClientId = Guid.NewGuid(), Body = "to myself", ReplyTo = first.MessageId });
        await LookAsync();
        Assert.Equal((1, 0), await CareAsync(path, "opened", "inTime"));

        if (answer == "reply")
            await other.AskAsync<Posted>("Post", new { GroupId = group, ClientId = Guid.NewGuid(), Body = "welcome", ReplyTo = first.MessageId });
        else
            await other.AskAsync<Answer>("React", new { GroupId = group, first.MessageId, Reaction = "heard" });
        _chat.Service.Clock.Advance(TimeSpan.FromMinutes(61));
        await LookAsync();
        Assert.Empty(_chat.Service.PublishedNow<CareSlotDue>(slot => slot.GroupId == group && slot.MemberId == _fern.Id));
        await Eventually.TrueAsync(async () => (await CareAsync(path, "inTime", "late")).First == 1, "the answer was not counted");
    }

    [Fact]
    public async Task A_look_leaves_those_who_wait_as_they_are()
    {
        var (_, group) = await FoundAsync(minutes: 60);
        await using var room = await _chat.EnterAsync(_fern, group);
        await using var other = await _chat.EnterAsync(_otto, group);
        var first = await room.PostAsync("hello");
        await other.PostAsync("I say something else");
        await LookAsync();
        var before = await SlotsAsync(group);
        Assert.Equal(2, before.Count);

        await other.AskAsync<Answer>("React", new { GroupId = group, first.MessageId, Reaction = "heard" });
        await LookAsync();

        var after = await SlotsAsync(group);
        Assert.NotEqual(before[_fern.Id], after[_fern.Id]);
        Assert.Equal(before[_otto.Id], after[_otto.Id]);
    }

    [Fact]
    public async Task What_was_held_is_looked_after_once_the_group_sees_it_and_what_is_gone_is_not()
    {
        var (path, group) = await FoundAsync(minutes: 60);
        await using var room = await _chat.EnterAsync(_fern, group);
        await using var other = await _chat.EnterAsync(_otto, group);
        var held = await room.PostAsync("ATTACK");
        var taken = await other.PostAsync("never mind");
        await LookAsync();
        Assert.Equal((1, 1), await CareAsync(path, "opened", "waiting"));

        await other.AskAsync<Answer>("Delete", new { GroupId = group, taken.MessageId });
        await _chat.Service.PublishAsync(new MessageDecided(Guid.CreateVersion7(), DateTimeOffset.UtcNow, Guid.CreateVersion7(), Guid.CreateVersion7(), group, "", "",
            held.MessageId!.Value, 0, _fern.Id, true, DecisionOutcome.Keep, "Thank you for waiting.", null));
        await room.IsToldAsync("released");
        _chat.Service.Clock.Advance(TimeSpan.FromMinutes(11));
        await LookAsync();
        Assert.Equal(held.MessageId, (await _chat.Service.PublishedAsync<CareSlotOpened>(slot => slot.GroupId == group && slot.MemberId == _fern.Id)).MessageId);
        await Eventually.TrueAsync(async () => (await CareAsync(path, "opened", "waiting")).First == 1, "what is gone is still waited for");
    }

    [Fact]
    public async Task A_group_that_does_not_look_after_it_opens_no_slot_and_the_figures_are_for_those_who_hold_the_group()
    {
        var (path, group) = await FoundAsync(minutes: 0);
        await using var room = await _chat.EnterAsync(_fern, group);
        await room.PostAsync("hello");
        await LookAsync();
        Assert.Equal((0, 0), await CareAsync(path, "opened", "missed"));
        Assert.Equal(HttpStatusCode.NotFound, (await _chat.Service.ClientFor(_fern).GetAsync($"{path}/care", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _chat.Service.ClientFor(null).GetAsync($"{path}/care", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await _chat.Service.ClientFor(_fern).GetAsync("/api/chat/care", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await _chat.Service.ClientFor(TestUsers.Moderator()).GetAsync("/api/chat/care?days=0", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _chat.Service.ClientFor(TestUsers.Moderator()).GetAsync("/api/chat/care", Cancel)).StatusCode);
    }

    private Task LookAsync() => _chat.Service.Services.GetRequiredService<CareWatch>().LookAsync(Cancel);

    private async Task<List<(int Requests, int FirstWords)>> UnheldAsync(TestUser moderator, string path) =>
        [.. (await _chat.Service.ClientFor(moderator).GetFromJsonAsync<JsonElement>("/api/chat/unheld", Cancel)).EnumerateArray()
            .Where(group => path.EndsWith(group.GetProperty("slug").GetString()!, StringComparison.Ordinal))
            .Select(group => (group.GetProperty("requests").GetInt32(), group.GetProperty("firstWords").GetInt32()))];

    private async Task<(string Path, Guid Group)> FoundAsync(int minutes, Admission admission = Admission.Open)
    {
        var path = $"/api/chat/groups/group-{Guid.NewGuid():N}";
        var made = await _chat.Service.ClientFor(TestUsers.Admin()).PutAsJsonAsync(path, ChatFixture.Sample() with { CareMinutes = minutes, Admission = admission }, Json.Options, Cancel);
        foreach (var member in new[] { _fern, _otto })
            await _chat.Service.ClientFor(member).PostAsJsonAsync($"{path}/join", new JoinRequest(1), Cancel);
        return (path, (await made.Content.ReadFromJsonAsync<RoomGroup>(Cancel))!.Id);
    }

    /// <summary>The slots of a group by member, each with the transaction that last wrote it.</summary>
    private async Task<Dictionary<Guid, string>> SlotsAsync(Guid group)
    {
        await using var scope = _chat.Service.Services.CreateAsyncScope();
        await using var command = scope.ServiceProvider.GetRequiredService<NpgsqlDataSource>().CreateCommand("select member_id, xmin::text from care_slots where group_id = $1");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = group });
        await using var reader = await command.ExecuteReaderAsync(Cancel);
        var slots = new Dictionary<Guid, string>();
        while (await reader.ReadAsync(Cancel))
            slots[reader.GetGuid(0)] = reader.GetString(1);
        return slots;
    }

    private async Task NameAsync(string path) => Assert.Equal(HttpStatusCode.NoContent,
        (await _chat.Service.ClientFor(TestUsers.Moderator()).PostAsJsonAsync($"{path}/facilitators", new FacilitatorRequest(_otto.Pseudonym), Cancel)).StatusCode);

    private async Task<(int First, int Second)> CareAsync(string path, string first, string second)
    {
        var care = await _chat.Service.ClientFor(TestUsers.Moderator()).GetFromJsonAsync<JsonElement>($"{path}/care", Cancel);
        return (care.GetProperty(first).GetInt32(), care.GetProperty(second).GetInt32());
    }
}
