using System.Globalization;
using PeerSupport.Chat.Groups;
using PeerSupport.Chat.Hubs;
using PeerSupport.TestKit;

namespace PeerSupport.Chat.Tests.Hubs;

public sealed class SlowTests(ChatFixture chat) : IClassFixture<ChatFixture>
{
    private readonly TestUser _fern = TestUsers.Member("Fern");

    [Fact]
    public async Task In_a_slow_group_the_second_post_waits_and_says_how_long_and_a_repeated_one_gets_its_first_answer()
    {
        await using var room = await RoomAsync(ChatFixture.Sample() with { SlowSeconds = 40 });
        var client = Guid.NewGuid();
        var first = await room.PostAsync("one", client);

        chat.Service.Clock.Advance(TimeSpan.FromSeconds(15));
        var slow = await room.PostAsync("two");

        Assert.Equal(("slow", 25), (slow.Code, slow.RetryAfter));
        var again = await room.PostAsync("one", client);
        Assert.Equal(("ok", first.Sequence), (again.Code, again.Sequence));
        chat.Service.Clock.Advance(TimeSpan.FromSeconds(25));
        Assert.Equal("ok", (await room.PostAsync("two")).Code);
        Assert.Equal(40, (await room.JoinAsync()).Rules!.SlowSeconds);
    }

    [Fact]
    public async Task Whoever_is_in_danger_is_offered_help_with_the_refusal()
    {
        await using var room = await RoomAsync(ChatFixture.Sample() with { SlowSeconds = 40 });
        await room.PostAsync("one");
        var slow = await room.PostAsync("CRISIS");
        Assert.Equal("slow", slow.Code);
        Assert.NotNull(slow.Support);
    }

    [Fact]
    public async Task In_quiet_hours_a_post_a_minute_is_taken_and_joining_tells_when_they_end()
    {
        var now = TimeOnly.FromDateTime(chat.Service.Clock.GetUtcNow().UtcDateTime);
        await using var room = await RoomAsync(ChatFixture.Sample() with { QuietFrom = now.AddHours(-1), QuietTo = now.AddHours(1), TimeZone = "Etc/UTC" });
        Assert.Equal("ok", (await room.PostAsync("one")).Code);

        var slow = await room.PostAsync("two");

        Assert.Equal(("slow", 60), (slow.Code, slow.RetryAfter));
        Assert.Contains("quiet", slow.Message, StringComparison.Ordinal);
        var rules = (await room.JoinAsync()).Rules!;
        Assert.True(rules.QuietFrom < DateTimeOffset.UtcNow && rules.QuietUntil > DateTimeOffset.UtcNow);
        Assert.Equal((0, 60), (rules.SlowSeconds, rules.QuietSeconds));
    }

    [Fact]
    public void A_post_is_only_kept_in_mind_where_somebody_may_have_to_wait_for_it()
    {
        var slow = new SlowMode(chat.Service.Clock);
        var everywhere = new Standing(GroupRole.Member, new(false, 0, null, null, "Etc/UTC", false));
        var here = everywhere with { Rules = everywhere.Rules with { SlowSeconds = 40 } };
        var group = Guid.NewGuid();

        slow.Posted(group, _fern.Id, everywhere);
        slow.Posted(group, _fern.Id, here with { Role = GroupRole.Facilitator });
        Assert.Equal(TimeSpan.Zero, slow.Wait(group, _fern.Id, here, out _));

        slow.Posted(group, _fern.Id, here);
        Assert.Equal(TimeSpan.FromSeconds(40), slow.Wait(group, _fern.Id, here, out _));
    }

    [Theory]
    [InlineData("22:00", "07:00", "Europe/London", "2026-07-01T22:30Z", "2026-07-01T21:00Z", "2026-07-02T06:00Z")]
    [InlineData("22:00", "07:00", "Europe/London", "2026-07-02T05:59Z", "2026-07-01T21:00Z", "2026-07-02T06:00Z")]
    [InlineData("22:00", "07:00", "Europe/London", "2026-07-02T06:00Z", "2026-07-02T21:00Z", "2026-07-03T06:00Z")]
    [InlineData("13:00", "15:00", "America/New_York", "2026-01-10T12:00Z", "2026-01-10T18:00Z", "2026-01-10T20:00Z")]
    [InlineData("01:30", "05:00", "Europe/London", "2026-03-29T00:00Z", "2026-03-29T01:30Z", "2026-03-29T04:00Z")]
    public void Quiet_hours_are_those_of_the_groups_own_clock(string from, string to, string zone, string now, string begin, string end)
    {
        var hours = QuietHours.Of(
            new(false, 0, TimeOnly.Parse(from, CultureInfo.InvariantCulture), TimeOnly.Parse(to, CultureInfo.InvariantCulture), zone, false), DateTimeOffset.Parse(now, CultureInfo.InvariantCulture));
        Assert.Equal((DateTimeOffset.Parse(begin, CultureInfo.InvariantCulture), DateTimeOffset.Parse(end, CultureInfo.InvariantCulture)), (hours!.Value.From, hours.Value.Until));
    }

    private async Task<RoomClient> RoomAsync(GroupRequest request) => await chat.EnterAsync(_fern, (await ChatFixture.GroupAsync(chat.Service, request, _fern)).Id);
}
