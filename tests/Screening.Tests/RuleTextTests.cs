namespace PeerSupport.Screening.Tests;

public sealed class RuleTextTests
{
    private const string File = """
        # What this file is about 💚 and more.
        cues:
          mine: [me, my]
        rules:
          # Above the first.
          - id: own.first
            label: harassment # why this label
            risk: high
            says: "It says so."
            any:
              # the plain one
              - first thing
              # the loud one
              - "second: thing"   # with a remark
            matches: ["first thing"]

          # Above the second.
          - id: own.second
            label: self_harm
            risk: medium
            says: 'Another.'
            weigh: { mine: 1, other: 2 }
            least: 2
            needs: [mine]
            matches: [a,
              b] # both
        # At the end.
        frequent: [the]
        """;

    public static TheoryData<string> StarterFiles => [.. Screener.StarterRules.Keys];

    [Theory]
    [MemberData(nameof(StarterFiles))]
    public void Every_rule_that_comes_with_the_library_can_be_read_written_anew_and_put_back_as_it_was(string file)
    {
        var text = Screener.StarterRules[file];
        foreach (var rule in RuleText.Rules(file, text))
        {
            Assert.Equal(text, RuleText.Change(text, rule.Fields.Id, rule.Fields));
            Assert.Equal(text, RuleText.Replace(text, rule.Fields.Id, rule.Yaml));
            Same(rule.Fields, Only(RuleText.Add("", RuleText.Write(rule.Fields))));
            Same(rule.Fields, Only(RuleText.Change(RuleText.Add("", "id: " + rule.Fields.Id), rule.Fields.Id, rule.Fields)));
        }
    }

    [Fact]
    public void Changing_fields_of_a_rule_leaves_every_other_character_as_it_was()
    {
        var rule = RuleText.Rules("a", File)[0];

        var changed = RuleText.Change(File, "own.first", rule.Fields with
        {
            Risk = "low",
            Says = "Say \"no\" to C:\\ it\nall.",
            Any = ["new: one", "second: thing"],
            Unless = ["mine"],
            Matches = [],
        });

        Assert.Contains("    # the loud one\n      - \"second: thing\"   # with a remark\n    unless:\n      - mine\n\n  # Above the second.\n", changed, StringComparison.Ordinal);
        Assert.Contains("label: harassment # why this label\n    risk: low\n", changed, StringComparison.Ordinal);
        Assert.DoesNotContain("matches: [\"first thing\"]", changed, StringComparison.Ordinal);
        Assert.Equal(File[File.IndexOf("  # Above the second.", StringComparison.Ordinal)..], changed[changed.IndexOf("  # Above the second.", StringComparison.Ordinal)..]);
        Same(rule.Fields with { Risk = "low", Says = "Say \"no\" to C:\\ it\nall.", Any = ["new: one", "second: thing"], Unless = ["mine"], Matches = [] }, RuleText.Rules("a", changed)[0].Fields);
    }

    [Fact]
    public void A_list_in_brackets_stays_one_and_points_stay_in_braces()
    {
        var rule = RuleText.Rules("a", File)[1];

        var changed = RuleText.Change(File, "own.second", rule.Fields with { Id = "own.other", Weigh = ["mine: 3", "deep: 1"], Matches = ["a", "yes", "c, d"] });

        Assert.Equal(
            File.Replace("own.second", "own.other", StringComparison.Ordinal).Replace("{ mine: 1, other: 2 }", "{ mine: 3, deep: 1 }", StringComparison.Ordinal)
                .Replace("[a,\n      b] # both", "[a, \"yes\", \"c, d\"] # both", StringComparison.Ordinal),
            changed);
    }

    [Fact]
    public void A_rule_can_be_given_as_lines_added_and_taken_out()
    {
        var first = RuleText.Rules("a", File)[0];
        Assert.StartsWith("id: own.first\nlabel: harassment # why this label\n", first.Yaml, StringComparison.Ordinal);
        Assert.Contains("\n  # the loud one\n  - \"second: thing\"   # with a remark\n", first.Yaml, StringComparison.Ordinal);

        var replaced = RuleText.Replace(File, "own.first", "- id: own.new\n  label: harassment\n");
        Assert.Contains("  # Above the first.\n  - id: own.new\n    label: harassment\n\n  # Above the second.\n", replaced, StringComparison.Ordinal);

        var added = RuleText.Add(File, "id: own.third\nany:\n  - x");
        Assert.Equal(["own.first", "own.second", "own.third"], RuleText.Rules("a", added).Select(rule => rule.Fields.Id));
        Assert.Contains("    matches: [a,\n      b] # both\n  - id: own.third\n    any:\n      - x\n# At the end.\n", added, StringComparison.Ordinal);
        Assert.Equal(File, RuleText.Remove(added, "own.third"));
        Assert.Equal("cues: {}\nrules:\n  - id: a\n", RuleText.Add("cues: {}", "id: a"));
        Assert.Equal("own.a", Only(RuleText.Add("rules: []\n", "id: own.a")).Id);
        Assert.Equal("own.a", Only(RuleText.Change(RuleText.Add("", "{ id: own.b, risk: low }"), "own.b", new() { Id = "own.a" })).Id);
    }

    [Theory]
    [InlineData("id: a\n--- \nid: b")]
    [InlineData("just words")]
    [InlineData("id: [a")]
    [InlineData("id: &x a\nsays: *x")]
    [InlineData("")]
    public void Lines_that_are_not_one_rule_are_refused_with_a_reason(string yaml)
    {
        Assert.NotEmpty(Assert.Throws<RuleFaultsException>(() => RuleText.Replace(File, "own.first", yaml)).Faults[0].Message);
        Assert.NotEmpty(Assert.Throws<RuleFaultsException>(() => RuleText.Add(File, yaml)).Faults[0].Message);
    }

    [Fact]
    public void A_rule_that_is_not_there_or_a_file_that_cannot_be_read_is_told()
    {
        Assert.Contains("no such rule", Assert.Throws<RuleFaultsException>(() => RuleText.Remove(File, "own.none")).Message, StringComparison.Ordinal);
        Assert.True(Assert.Throws<RuleFaultsException>(() => RuleText.Remove("rules:\n  - id: [", "own.none")).Faults[0].Line > 0);
        Assert.Empty(RuleText.Rules("a", "rules:\n  - id: ["));
        Assert.Contains("cannot be read", Assert.Throws<RuleFaultsException>(() => RuleText.Remove("rules:\n    - matches: [a,\n  b]", "own.none")).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be read", Assert.Throws<RuleFaultsException>(() => Screener.Create(new Dictionary<string, string> { ["a"] = "rules:\n    - matches: [a,\n  b]" })).Message, StringComparison.Ordinal);
        Assert.Equal(["mine"], RuleText.Cues("a", File).Select(cue => cue.Name));
    }

    private static RuleFields Only(string text) => Assert.Single(RuleText.Rules("a", text)).Fields;

    private static void Same(RuleFields expected, RuleFields actual) => Assert.Equal(
        expected.Fields.Select(field => $"{field.Name} {field.Word} {string.Join('|', field.List ?? [])}"),
        actual.Fields.Select(field => $"{field.Name} {field.Word} {string.Join('|', field.List ?? [])}"));
}
