namespace PeerSupport.Screening.Tests;

public sealed class EvasionTests
{
    public static TheoryData<string> Names() => [.. Disguises.All.Keys];

    [Theory, MemberData(nameof(Names))]
    public void A_disguise_loses_at_most_two_points_of_critical_recall(string name)
    {
        var critical = Example.All.Where(example => example.Risk == Risk.Critical).Select(example => example.Text.ToLowerInvariant()).ToList();
        var plain = critical.Count(Escalated);
        var hidden = critical.Select(Disguises.All[name]).ToList();
        Assert.True(hidden.Where((text, i) => text != critical[i]).Any(), "the disguise changes nothing");
        var lost = (plain - hidden.Count(Escalated)) / (double)critical.Count;
        Assert.True(lost <= 0.02, $"{name}: {lost:P1} lost");
    }

    private static bool Escalated(string text) => Shared.RulesAlone.Screen(text).Risk >= Risk.High;
}
