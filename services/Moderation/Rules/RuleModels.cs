using System.ComponentModel.DataAnnotations;
using PeerSupport.Contracts;
using PeerSupport.Screening;

namespace PeerSupport.Moderation.Rules;

/// <summary>A version in the list of them.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Digest">Its files' digest, which verdicts carry.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Author">Who began it; null when it came with the platform.</param>
/// <param name="Mine">Whether the reader has a part in its words, and so may not approve it.</param>
/// <param name="BasedOn">The version that it began with.</param>
/// <param name="Note">Why it is.</param>
/// <param name="ChangedAt">When it was changed last.</param>
/// <param name="ProposedAt">When it was proposed.</param>
/// <param name="ProposedBy">By whom.</param>
/// <param name="DecidedAt">When it was approved, declined or given up.</param>
/// <param name="DecidedBy">By whom.</param>
/// <param name="Reason">Why it was declined.</param>
public sealed record RuleVersionSummary(
    int Number, string Digest, RuleVersionState State, string? Author, bool Mine, int? BasedOn, string Note, DateTimeOffset ChangedAt,
    DateTimeOffset? ProposedAt, string? ProposedBy, DateTimeOffset? DecidedAt, string? DecidedBy, string? Reason);

/// <summary>A version with what it holds.</summary>
/// <param name="Version">What the list says.</param>
/// <param name="Etag">For If-Match when it is changed.</param>
/// <param name="Active">The number of the version in force.</param>
/// <param name="IsTried">Whether a dry run of exactly these files is done.</param>
/// <param name="Files">Its files.</param>
/// <param name="Rules">Its rules, in the order of the files. A file that cannot be read shows none.</param>
/// <param name="Cues">The names of its cue classes.</param>
public sealed record RuleVersionDetail(
    RuleVersionSummary Version, string Etag, int? Active, bool IsTried, RuleFileLine[] Files, RuleLine[] Rules, string[] Cues);

/// <summary>One file in the list of them.</summary>
public sealed record RuleFileLine(string Name, int Lines, int Rules);

/// <summary>One rule in the list of them.</summary>
public sealed record RuleLine(string Id, string Label, string Risk, string Says, string File, int Line)
{
    internal static RuleLine Of(WrittenRule rule) => new(rule.Fields.Id, rule.Fields.Label, rule.Fields.Risk, rule.Fields.Says, rule.File, rule.Line);
}

/// <summary>One file with its text.</summary>
public sealed record RuleFileText(string Name, string Text, string Etag);

/// <summary>One rule with its fields and its own lines.</summary>
/// <param name="File">The file that it stands in.</param>
/// <param name="Line">Its first line there.</param>
/// <param name="Fields">Its fields, as words.</param>
/// <param name="Yaml">Its lines with their comments.</param>
/// <param name="Etag">For If-Match when it is changed.</param>
public sealed record RulePage(string File, int Line, RuleFields Fields, string Yaml, string Etag);

/// <summary>What putting the rules together says.</summary>
/// <param name="Digest">Of which files.</param>
/// <param name="Faults">What has to be mended.</param>
/// <param name="Failed">Examples that come out otherwise than they say; empty while there are faults.</param>
/// <param name="Milliseconds">How long it took.</param>
public sealed record RuleCheck(string Digest, RuleFault[] Faults, FailedExample[] Failed, long Milliseconds);

/// <summary>A draft was saved.</summary>
/// <param name="Etag">Of what is there now.</param>
/// <param name="Check">What the rules are like now.</param>
public sealed record RuleSaved(string Etag, RuleCheck Check);

/// <summary>Begins a draft.</summary>
/// <param name="BasedOn">The version that it begins with.</param>
/// <param name="Note">Why.</param>
public sealed record StartDraftRequest([property: Required] int? BasedOn, [property: StringLength(RuleLimits.Note)] string? Note);

/// <summary>The text of a file.</summary>
/// <param name="Text">All of it; may be empty.</param>
public sealed record SaveFileRequest([property: Required(AllowEmptyStrings = true), StringLength(RuleFiles.LongestSet)] string? Text);

/// <summary>One rule, as fields or as lines: one of the two.</summary>
/// <param name="File">The file that a new rule goes into; a rule that is there stays where it is.</param>
/// <param name="Fields">Its fields.</param>
/// <param name="Yaml">Its lines.</param>
public sealed record SaveRuleRequest(string? File, SaveRuleFields? Fields, [property: StringLength(400_000)] string? Yaml);

/// <summary>The fields of a rule as a form sends them; what is missing is empty.</summary>
public sealed record SaveRuleFields(
    string? Id, string? Label, string? Risk, string? Says, string? Within, string?[]? Any, string?[]? All, string?[]? Weigh, string?[]? Needs, string? Least,
    string?[]? Unless, string? Near, string?[]? Despite, string?[]? Matches, string?[]? Leaves)
{
    internal RuleFields Read() => new()
    {
        Id = Word(Id),
        Label = Word(Label),
        Risk = Word(Risk),
        Says = Word(Says),
        Within = Word(Within),
        Any = List(Any),
        All = List(All),
        Weigh = List(Weigh),
        Needs = List(Needs),
        Least = Word(Least),
        Unless = List(Unless),
        Near = Word(Near),
        Despite = List(Despite),
        Matches = List(Matches),
        Leaves = List(Leaves),
    };

    private static string Word(string? word) => word?.Trim() ?? "";

    private static string[] List(string?[]? list) => [.. (list ?? []).Select(Word).Where(item => item.Length > 0)];
}

/// <summary>A sentence to try. It is not kept.</summary>
/// <param name="Text">The sentence.</param>
public sealed record TrySentenceRequest([property: Required, StringLength(RuleLimits.Sentence)] string? Text);

/// <summary>Which messages to try the rules on.</summary>
/// <param name="GroupId">Only of this group.</param>
/// <param name="Since">Only from then on.</param>
/// <param name="Until">Only before then.</param>
/// <param name="Limit">The newest so many.</param>
public sealed record StartDryRunRequest(
    Guid? GroupId, DateTimeOffset? Since, DateTimeOffset? Until, [property: Required, Range(1, RuleLimits.Messages)] int? Limit);

/// <summary>Proposes a draft.</summary>
/// <param name="Note">What it changes and why, for whoever approves it.</param>
public sealed record ProposeRequest([property: Required, StringLength(RuleLimits.Note, MinimumLength = 3)] string? Note);

/// <summary>Declines a proposal.</summary>
/// <param name="Reason">Why, for whoever wrote it.</param>
public sealed record DeclineRequest([property: Required, StringLength(RuleLimits.Note, MinimumLength = 3)] string? Reason);

/// <summary>A draft was begun.</summary>
public sealed record RuleVersionNumber(int Number, string Etag);

/// <summary>A dry run was asked for.</summary>
public sealed record RuleDryRunId(Guid Id);

/// <summary>A dry run in the list of them.</summary>
public sealed record RuleDryRunLine(
    Guid Id, string Digest, RuleDryRunState State, DateTimeOffset RequestedAt, string? Group, DateTimeOffset? Since, DateTimeOffset? Until, int Limit, int Read, int Total, string? Fault);

/// <summary>A group whose messages rules can be tried on.</summary>
public sealed record RuleDryRunGroup(Guid Id, string Name);

/// <summary>A dry run with what it found.</summary>
/// <param name="Run">What the list says.</param>
/// <param name="Report">What it found; null until it is done.</param>
/// <param name="HasSamples">Whether samples are still kept.</param>
public sealed record RuleDryRunPage(RuleDryRunLine Run, DryRunReport? Report, bool HasSamples);
