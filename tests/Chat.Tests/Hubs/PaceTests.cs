using PeerSupport.Chat.Hubs;

namespace PeerSupport.Chat.Tests.Hubs;

public sealed class PaceTests
{
    [Fact]
    public void A_time_of_day_that_is_set_back_keeps_nobody_from_writing()
    {
        var (clock, member) = (new SteppedClock(), Guid.NewGuid());
        var pace = new Pace(clock, perMinute: 60, burst: 1);
        Assert.Equal(TimeSpan.Zero, pace.Take(member));

        clock.Offset = TimeSpan.FromHours(-1);

        Assert.InRange(pace.Take(member), TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    /// <summary>As on a machine whose time of day is corrected: what counts the seconds since its start goes on.</summary>
    private sealed class SteppedClock : TimeProvider
    {
        public TimeSpan Offset { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Offset;
    }
}
