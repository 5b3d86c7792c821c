using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using PeerSupport.TestKit;

namespace PeerSupport.Moderation.Tests.Rules;

public sealed class DraftTests(DraftTests.Factory factory) : IClassFixture<DraftTests.Factory>
{
    private readonly RuleDesk _fern = new(factory, TestUsers.Moderator("Fern"));

    [Fact]
    public async Task A_rule_is_changed_by_its_fields_and_the_rest_of_its_file_stays_as_it_was()
    {
        var number = await _fern.DraftAsync();
        var before = (await _fern.GetAsync($"versions/{number}/files/abuse.yaml")).GetProperty("text").GetString()!;
        var rule = await _fern.GetAsync($"versions/{number}/rules/abuse.control");
        var fields = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(rule.GetProperty("fields"))!;

        var saved = await _fern.SaveAsync(number, "rules/abuse.control", new { fields = new Dictionary<string, object>(fields.ToDictionary(field => field.Key, field => (object)field.Value)) { ["risk"] = "low" } });

        Assert.Empty(saved.GetProperty("check").GetProperty("faults").EnumerateArray());
        var after = (await _fern.GetAsync($"versions/{number}/files/abuse.yaml")).GetProperty("text").GetString()!;
        Assert.Equal(before.Replace("  - id: abuse.control\n    label: abuse_disclosure\n    risk: medium", "  - id: abuse.control\n    label: abuse_disclosure\n    risk: low", StringComparison.Ordinal), after);
        var differences = await _fern.GetAsync($"versions/{number}/differences?from={await _fern.ActiveAsync()}");
        var change = Assert.Single(differences.GetProperty("changed").EnumerateArray());
        Assert.Equal("abuse.control", change.GetProperty("id").GetString());
        Assert.Equal("""[{"name":"risk","gone":["medium"],"came":["low"]}]""", change.GetProperty("fields").GetRawText());
        Assert.Empty(differences.GetProperty("lines").EnumerateArray());
    }

    [Fact]
    public async Task Differences_list_what_changed_outside_of_rules_too_and_comments_within_them()
    {
        const string Text = "# Ours\ncues:\n  mild: [soft]\nrules:\n  # why\n  - id: own.word\n    label: harassment\n    risk: high\n    says: \"It is there.\"\n    any: [grumblewort]\n    matches: [\"you grumblewort\"]\n    leaves: [\"a plain sentence\"]\n";
        var first = await _fern.DraftAsync();
        await _fern.SaveAsync(first, "files/own.yaml", new { text = Text });
        var second = await _fern.DraftAsync(first);
        await _fern.SaveAsync(second, "files/own.yaml", new
        {
            text = Text.Replace("# Ours", "# Of this house", StringComparison.Ordinal).Replace("[soft]", "[gentle]", StringComparison.Ordinal)
                .Replace("    risk: high\n", "    # as agreed\n    risk: high\n", StringComparison.Ordinal),
        });

        var differences = await _fern.GetAsync($"versions/{second}/differences?from={first}");

        Assert.Equal("""[{"name":"own.yaml","gone":["# Ours"],"came":["# Of this house"]}]""", differences.GetProperty("lines").GetRawText());
        Assert.Equal("""[{"name":"mild","gone":["soft"],"came":["gentle"]}]""", differences.GetProperty("cues").GetRawText());
        Assert.Equal("""[{"name":"lines","gone":[],"came":["# as agreed"]}]""", Assert.Single(differences.GetProperty("changed").EnumerateArray()).GetProperty("fields").GetRawText());

        await _fern.SaveAsync(second, "files/own.yaml", new { text = Text + "\n\n" });
        Assert.Equal("""[{"name":"own.yaml","gone":[],"came":[]}]""", (await _fern.GetAsync($"versions/{second}/differences?from={first}")).GetProperty("lines").GetRawText());
    }

    [Fact]
    public async Task A_new_rule_judges_a_sentence_that_is_tried_and_the_arithmetic_is_told()
    {
        var number = await _fern.DraftAsync();
        await _fern.SaveAsync(number, "rules/own.word", new { file = "own.yaml", fields = RuleDesk.Own });

        var tried = await (await _fern.PostAsync($"versions/{number}/try", new { text = "What a GRUMBLEWORT you are" })).Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);

        Assert.Equal("high", tried.GetProperty("verdict").GetProperty("risk").GetString());
        var finding = tried.GetProperty("findings").EnumerateArray().First(finding => finding.GetProperty("rule").GetString() == "own.word");
        Assert.Equal((7, 11, "high", "high"), (finding.GetProperty("start").GetInt32(), finding.GetProperty("length").GetInt32(), finding.GetProperty("began").GetString(), finding.GetProperty("ended").GetString()));
        Assert.Equal("what a grumblewort you are", tried.GetProperty("folded").GetString());
    }

    [Fact]
    public async Task Faults_are_saved_and_come_back_with_file_line_and_what_to_do_and_so_do_examples_that_fail()
    {
        var number = await _fern.DraftAsync();

        var faulty = await _fern.SaveAsync(number, "files/own.yaml", new { text = "rules:\r\n  - id: own.word\r\n    label: nonsense\r\n    risk: high\r\n    colour: red\r\n" });
        var fault = faulty.GetProperty("check").GetProperty("faults").EnumerateArray().First();
        Assert.Equal(("own.yaml", 5), (fault.GetProperty("file").GetString(), fault.GetProperty("line").GetInt32()));
        Assert.Contains("colour", fault.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal("/problems/rules_faulty", await (await _fern.PostAsync($"versions/{number}/try", new { text = "x" })).ProblemAsync());
        Assert.Equal("/problems/rules_faulty", await (await _fern.PostAsync($"versions/{number}/dry-runs", new { limit = 5 })).ProblemAsync());

        var failing = await _fern.SaveAsync(number, "files/own.yaml", new { text = "rules:\n  - id: own.word\n    label: harassment\n    risk: high\n    says: x\n    any: [grumblewort]\n    matches: [good]\n    leaves: [grumblewort]\n" });
        Assert.Equal(2, failing.GetProperty("check").GetProperty("failed").GetArrayLength());
        var lines = await _fern.PutAsync(number, "rules/own.word", new { yaml = "id: [own" });
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "/problems/rule_lines"), (lines.StatusCode, await lines.ProblemAsync()));
    }

    [Fact]
    public async Task Of_two_who_save_the_same_draft_the_second_is_told_and_writes_over_nothing()
    {
        var number = await _fern.DraftAsync();
        var marek = new RuleDesk(factory, TestUsers.Moderator("Marek"));
        var etag = await _fern.EtagAsync(number);

        var answers = await Task.WhenAll(
            _fern.PutAsync(number, "files/own.yaml", new { text = "# Fern" }, etag), marek.PutAsync(number, "files/own.yaml", new { text = "# Marek" }, etag));

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Conflict], answers.Select(answer => answer.StatusCode).Order());
        var lost = answers.Single(answer => answer.StatusCode == HttpStatusCode.Conflict);
        Assert.Equal("/problems/rules_changed", await lost.ProblemAsync());
        Assert.Equal(HttpStatusCode.BadRequest, (await _fern.Client.PutAsJsonAsync($"{RuleDesk.Rules}/versions/{number}/files/own.yaml", new { text = "" }, TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task What_is_not_there_is_told_and_a_draft_can_be_given_up_by_those_who_wrote_it()
    {
        var number = await _fern.DraftAsync();
        foreach (var path in new[] { "versions/999999", $"versions/{number}/files/none.yaml", $"versions/{number}/rules/none", $"versions/{number}/differences?from=999999", $"dry-runs/{Guid.Empty}" })
            Assert.Equal(HttpStatusCode.NotFound, (await _fern.Client.GetAsync($"{RuleDesk.Rules}/{path}", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await _fern.PutAsync(number, "files/No Name", new { text = "" })).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await _fern.PutAsync(number, "rules/own.new", new { yaml = "id: own.new" })).StatusCode);

        var marek = new RuleDesk(factory, TestUsers.Moderator("Marek"));
        Assert.Equal("/problems/rules_not_yours", await (await marek.PostAsync($"versions/{number}/discard")).ProblemAsync());
        Assert.Equal(HttpStatusCode.NoContent, (await _fern.PostAsync($"versions/{number}/discard")).StatusCode);
        Assert.Equal("discarded", await _fern.StateAsync(number));
    }

    public sealed class Factory : ModerationFactory;
}
