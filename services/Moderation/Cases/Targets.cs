namespace PeerSupport.Moderation.Cases;

/// <summary>How soon somebody looks.</summary>
internal static class Targets
{
    /// <summary>A message chosen by lot waits for a quiet hour of the day.</summary>
    public static readonly TimeSpan Sample = TimeSpan.FromDays(1);

    /// <summary>Within so much time the queue does not ask which case came first.</summary>
    public static readonly TimeSpan Place = TimeSpan.FromMinutes(15);

    public static TimeSpan For(CaseRisk risk) => risk switch
    {
        CaseRisk.Critical => TimeSpan.FromMinutes(3),
        CaseRisk.High => TimeSpan.FromMinutes(30),
        _ => TimeSpan.FromHours(4),
    };
}
