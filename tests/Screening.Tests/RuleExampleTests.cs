namespace PeerSupport.Screening.Tests;

public sealed class RuleExampleTests
{
    public static TheoryData<string, string> Matching() => Examples(rule => rule.Matches);

    public static TheoryData<string, string> Leaving() => Examples(rule => rule.Leaves);

    [Theory, MemberData(nameof(Matching))]
    public void A_rule_finds_its_own_example(string rule, string text) =>
        Assert.Contains(Shared.RulesAlone.Screen(text).Matches, match => match.Rule == rule);

    [Theory, MemberData(nameof(Leaving))]
    public void A_rule_leaves_its_counter_example_alone(string rule, string text) =>
        Assert.DoesNotContain(Shared.RulesAlone.Screen(text).Matches, match => match.Rule == rule);

    [Fact]
    public void Every_rule_has_an_example_a_sentence_and_an_id_of_its_own()
    {
        var rules = Shared.RulesAlone.Rules.Rules.ConvertAll(rule => rule.Entry);
        Assert.All(rules, rule => Assert.NotEmpty(rule.Matches));
        Assert.All(rules, rule => Assert.EndsWith(".", rule.Says, StringComparison.Ordinal));
        Assert.Equal(rules.Count, rules.Select(rule => rule.Id).Distinct().Count());
    }

    [Fact]
    public void No_surrounding_lowers_by_more_than_two_levels() =>
        Assert.All(Shared.RulesAlone.Rules.Surroundings, surrounding => Assert.InRange(surrounding.Entry.Lowers, surrounding.Entry.Clears ? 0 : 1, 2));

    private static TheoryData<string, string> Examples(Func<Rules.RuleEntry, IEnumerable<string>> pick)
    {
        var data = new TheoryData<string, string>();
        foreach (var rule in Shared.RulesAlone.Rules.Rules)
            foreach (var text in pick(rule.Entry))
                data.Add(rule.Entry.Id, text);
        return data;
    }
}
