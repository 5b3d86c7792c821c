using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace PeerSupport.Screening.Tests;

/// <summary>Rules that people write: what is wrong with them is said with its place, and nothing that they write keeps a machine busy.</summary>
public sealed class RuleSetTests
{
    private const string Needed = "cues:\n  imminent: [tonight]\n  somebody-elses: [hers]\n";

    private static readonly string Sound = Needed + """
          greeting: ["good (morning|evening)"]
        rules:
          # A comment stays.
          - id: test.greeting
            label: harassment
            risk: high
            says: "It greets."
            any: ["{greeting} .. neighbour"]
            matches: ["Good morning dear neighbour"]
            leaves: ["Good night"]
        """;

    [Fact]
    public void The_starter_rules_can_be_made_from_their_files()
    {
        var made = Screener.Create(Screener.StarterRules, new() { UseModel = false });
        Assert.Equal(Shared.RulesAlone.RuleSetVersion, made.RuleSetVersion);
        Assert.Equal(RuleFiles.Digest(Screener.StarterRules), made.RuleSetVersion);
        Assert.Empty(made.CheckExamples());
        Assert.InRange(made.Rules.Work, 1, Rules.Budget.Most / 20);
    }

    [Fact]
    public void Rule_files_travel_as_bytes_and_are_the_same_afterwards()
    {
        var packed = RuleFiles.Pack(Screener.StarterRules);
        Assert.Equal(RuleFiles.Digest(Screener.StarterRules), RuleFiles.Digest(RuleFiles.Unpack(packed)));
        Assert.Throws<InvalidDataException>(() => RuleFiles.Unpack([1, 2, 3]));
    }

    [Fact]
    public void A_digest_depends_on_names_and_texts_and_not_on_their_order()
    {
        var one = RuleFiles.Digest(new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" });
        Assert.Equal(one, RuleFiles.Digest(new Dictionary<string, string> { ["b"] = "2", ["a"] = "1" }));
        Assert.NotEqual(one, RuleFiles.Digest(new Dictionary<string, string> { ["a"] = "12", ["b"] = "" }));
    }

    [Theory]
    [InlineData("rules:\n  - id: [", 0, "YAML")]
    [InlineData("rules:\n  - id: a.b\n    colour: red", 3, "no field \"colour\"")]
    [InlineData("rules:\n  - id: a.b\n    label: harassment\n    risk: enormous", 4, "enormous")]
    [InlineData("rules:\n  - id: a.b\n    label: rudeness\n    risk: low\n    says: It.\n    any: [x]\n    matches: [x]", 3, "not a label")]
    [InlineData("rules:\n  - id: a.b\n    label: harassment\n    risk: low\n    says: It.\n    any: [x, \"(y\"]\n    matches: [x]", 6, "bracket")]
    [InlineData("rules:\n  - id: a.b\n    label: harassment\n    risk: low\n    says: It.\n    any: [x, \"{nothing}\"]\n    matches: [x]", 6, "no cue class nothing")]
    [InlineData("rules:\n  - id: a.b\n    label: harassment\n    risk: low\n    says: It.\n    any: [x, \"x ..999 y\"]\n    matches: [x]", 6, "gap")]
    [InlineData("rules:\n  - id: a.b\n    label: harassment\n    risk: low\n    says: It.\n    any: [x, \"{open\"]\n    matches: [x]", 6, "curly")]
    [InlineData("rules:\n  - id: a.b\n    label: harassment\n    risk: low\n    says: It.\n    any: [x]", 2, "example")]
    [InlineData("rules:\n  - id: a.b\n    label: harassment\n    risk: low\n    says: It.\n    all:\n    any:\n    matches: [x]", 2, "phrases (any)")]
    [InlineData("cues:\n  loop: [\"{loop} x\"]\nrules:\n  - id: a.b\n    label: harassment\n    risk: low\n    says: It.\n    any: [\"{loop}\"]\n    matches: [x]", 2, "contains itself")]
    [InlineData("spellings:\n  you: [\"u*\"]", 0, "spelling")]
    public void What_is_wrong_is_said_with_its_line(string text, int line, string says)
    {
        var thrown = Assert.Throws<RuleFaultsException>(() => Create(("needed.yaml", Needed), ("new.yaml", text)));
        Assert.Contains(thrown.Faults, fault => fault.Message.Contains(says, StringComparison.Ordinal) && (line == 0 || (fault.Line == line && fault.File == "new.yaml")));
    }

    [Fact]
    public void Every_fault_is_named_and_not_only_the_first()
    {
        var thrown = Assert.Throws<RuleFaultsException>(() => Create(("a.yaml", Sound.Replace("high", "none", StringComparison.Ordinal)), ("b.yaml", "rules: [{ id: x }]"), ("c.yaml", "- no mapping")));
        Assert.Equal(["a.yaml", "b.yaml", "c.yaml"], thrown.Faults.Select(fault => fault.File).Distinct());
    }

    [Theory]
    [InlineData("doubling")]
    [InlineData("brackets")]
    [InlineData("deep")]
    [InlineData("products")]
    [InlineData("beginnings")]
    public void A_set_that_explodes_is_refused_soon(string kind)
    {
        var text = new StringBuilder("cues:\n  c0: [a, b]\n");
        if (kind is "doubling" or "deep")
            for (var i = 1; i < (kind == "deep" ? 3_000 : 60); i++)
                text.Append(CultureInfo.InvariantCulture, $"  c{i}: {(kind == "deep" ? $"[\"{{c{i - 1}}} x\"]" : $"[\"{{c{i - 1}}}\", \"{{c{i - 1}}} x\"]")}\n");
        else if (kind == "brackets")
            text.Append("  c1: [\"").Append('(', 900).Append('a').Append(')', 900).Append("\"]\n");
        else if (kind == "products")
            for (var i = 1; i < 400; i++)
                text.Append(CultureInfo.InvariantCulture, $"  c{i}: [{string.Join(", ", Enumerable.Range(0, 300).Select(n => $"\"w{i} v{n} {(i > 1 ? $"{{c{i - 1}}}" : "")}\""))}]\n");
        else
            text.Append("  c1: [").AppendJoin(", ", Enumerable.Range(0, 100_000).Select(n => $"a{n}*")).Append("]\n");
        var last = kind switch { "deep" => 2_999, "doubling" => 59, "products" => 399, _ => 1 };
        text.Append(CultureInfo.InvariantCulture, $"rules:\n  - id: a.b\n    label: harassment\n    risk: low\n    says: It.\n    any: [\"{{c{last}}} {{c{last}}}\"]\n    matches: [x]\n");
        var started = Stopwatch.GetTimestamp();
        Assert.NotEmpty(Assert.Throws<RuleFaultsException>(() => Create(("needed.yaml", Needed), ("new.yaml", text.ToString()))).Faults);
        // Generous, because machines are busy; unbounded, it would be hours.
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void Too_much_text_is_refused()
    {
        var thrown = Assert.Throws<RuleFaultsException>(() => Create(("a.yaml", Sound + "\n#" + new string('x', RuleFiles.LongestSet))));
        Assert.Contains("characters", thrown.Faults[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Examples_that_come_out_otherwise_are_named()
    {
        var screener = Create(("a.yaml", Sound.Replace("leaves: [\"Good night\"]", "leaves: [\"good evening neighbour\"]", StringComparison.Ordinal).Replace("dear neighbour", "dear uncle", StringComparison.Ordinal)));
        Assert.Equal([("Good morning dear uncle", true), ("good evening neighbour", false)], screener.CheckExamples().Select(failed => (failed.Text, failed.ShouldMatch)));
    }

    [Fact]
    public void An_explanation_has_the_verdict_the_words_the_cues_and_the_arithmetic()
    {
        const string text = "My sister wrote: she is not going to kill her\u200Bself. I wanna d!e tonight, and 4111 1111 1111 1111 is my card.";
        var explained = Shared.Screener.Explain(text);
        var verdict = Shared.Screener.Screen(text);
        Assert.Equal(verdict.Risk, explained.Verdict.Risk);
        Assert.Equal(verdict.Matches, explained.Verdict.Matches);
        Assert.Contains("herself", explained.Folded, StringComparison.Ordinal);
        Assert.Contains(explained.Words, word => word.ReadAs == "die" && text.Substring(word.Start, word.Length) == "d!e");
        Assert.Contains(explained.Cues, cue => text.Substring(cue.Start, cue.Length).Contains("tonight", StringComparison.Ordinal));
        Assert.All(verdict.Matches, match => Assert.Contains(explained.Findings, finding => finding.Rule == match.Rule && finding.Ended == match.Risk));
        Assert.Contains(explained.Findings, finding => finding.Rule == "personal.card");
    }

    [Fact]
    public void The_arithmetic_says_what_lowered_a_finding()
    {
        var screener = Create(("a.yaml", Sound + "\nsurroundings:\n  - { id: jest, cue: jest, place: message, lowers: 2, says: \"It jokes.\" }\n"), ("b.yaml", "cues:\n  jest: [haha]\n"));
        var finding = Assert.Single(screener.Explain("haha good morning dear neighbour").Findings);
        Assert.Equal((Risk.High, Risk.Low), (finding.Began, finding.Ended));
        Assert.Equal(new FindingStep("jest", "It jokes.", 2, false, true), Assert.Single(finding.Steps));
    }

    private static Screener Create(params (string Name, string Text)[] files) =>
        Screener.Create(files.ToDictionary(file => file.Name, file => file.Text), new() { UseModel = false });
}
