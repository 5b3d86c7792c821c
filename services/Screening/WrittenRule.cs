namespace PeerSupport.Screening;

/// <summary>A rule as it stands in its file, whether or not it can be used.</summary>
/// <param name="File">The file.</param>
/// <param name="Line">Its first line there, from 1.</param>
/// <param name="Fields">What it says.</param>
/// <param name="Yaml">Its own lines with their comments, as far left as they go.</param>
public sealed record WrittenRule(string File, int Line, RuleFields Fields, string Yaml);

/// <summary>A cue class as it stands in its file.</summary>
/// <param name="File">The file.</param>
/// <param name="Line">Its line there, from 1.</param>
/// <param name="Name">Its name.</param>
/// <param name="Expressions">The expressions that show it.</param>
public sealed record WrittenCue(string File, int Line, string Name, IReadOnlyList<string> Expressions);

/// <summary>The fields of a rule, as words: what is not written is empty. The library's README describes them.</summary>
public sealed record RuleFields
{
    /// <summary>The id, such as <c>self-harm.plan</c>.</summary>
    public string Id { get; init; } = "";

    /// <summary>One of <see cref="Labels"/>.</summary>
    public string Label { get; init; } = "";

    /// <summary><c>low</c>, <c>medium</c>, <c>high</c> or <c>critical</c>.</summary>
    public string Risk { get; init; } = "";

    /// <summary>One plain sentence for moderators.</summary>
    public string Says { get; init; } = "";

    /// <summary>Expressions each of which is a finding.</summary>
    public IReadOnlyList<string> Any { get; init; } = [];

    /// <summary>Cue classes that must meet.</summary>
    public IReadOnlyList<string> All { get; init; } = [];

    /// <summary>Cue classes with points, each as <c>name: points</c>.</summary>
    public IReadOnlyList<string> Weigh { get; init; } = [];

    /// <summary>How many points are needed.</summary>
    public string Least { get; init; } = "";

    /// <summary>Cue classes at least one of which must be among those weighed.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];

    /// <summary>How far apart they may be: <c>clause</c>, <c>sentence</c> or <c>message</c>.</summary>
    public string Within { get; init; } = "";

    /// <summary>Cue classes any of which makes it no finding.</summary>
    public IReadOnlyList<string> Unless { get; init; } = [];

    /// <summary>How near one of <see cref="Unless"/> has to stand.</summary>
    public string Near { get; init; } = "";

    /// <summary>Surroundings that do not lower it.</summary>
    public IReadOnlyList<string> Despite { get; init; } = [];

    /// <summary>Examples that it must find.</summary>
    public IReadOnlyList<string> Matches { get; init; } = [];

    /// <summary>Examples that it must leave alone.</summary>
    public IReadOnlyList<string> Leaves { get; init; } = [];

    /// <summary>Every field with its value, a word or a list, in the order in which rules are written.</summary>
    public IEnumerable<(string Name, string Word, IReadOnlyList<string>? List)> Fields =>
    [
        ("id", Id, null), ("label", Label, null), ("risk", Risk, null), ("says", Says, null), ("within", Within, null),
        ("any", "", Any), ("all", "", All), ("weigh", "", Weigh), ("needs", "", Needs), ("least", Least, null),
        ("unless", "", Unless), ("near", Near, null), ("despite", "", Despite), ("matches", "", Matches), ("leaves", "", Leaves),
    ];
}
