using PeerSupport.Chat.Groups;

namespace PeerSupport.Chat.Hubs;

/// <summary>The quiet hours that a group is in, or the next ones.</summary>
internal readonly record struct QuietHours(DateTimeOffset From, DateTimeOffset Until)
{
    public bool Hold(DateTimeOffset now) => now >= From && now < Until;

    /// <summary>Null when the group has none. Times of day are those of the group's zone, also over a change of clocks.</summary>
    public static QuietHours? Of(GroupRules rules, DateTimeOffset now)
    {
        if (rules is not { QuietFrom: { } from, QuietTo: { } to } || from == to)
            return null;
        var zone = TimeZoneInfo.FindSystemTimeZoneById(rules.TimeZone);
        // From yesterday on, because hours that span midnight may have begun then.
        for (var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime).AddDays(-1); ; day = day.AddDays(1))
        {
            var hours = new QuietHours(At(day, from, zone), At(to > from ? day : day.AddDays(1), to, zone));
            if (now < hours.Until)
                return hours;
        }
    }

    private static DateTimeOffset At(DateOnly day, TimeOnly time, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(time);
        // An hour that the clocks leave out begins when they have been put forward.
        if (zone.IsInvalidTime(local))
            local = local.AddHours(1);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
