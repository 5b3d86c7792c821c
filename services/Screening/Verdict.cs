using PeerSupport.Screening.Model;

namespace PeerSupport.Screening;

/// <summary>What screening says about one text. Equal text, context, rule set and model give an equal verdict.</summary>
/// <param name="Labels">Distinct values of <see cref="Screening.Labels"/>, the most urgent first; empty when nothing was found.</param>
/// <param name="Risk">The highest risk of all matches, <see cref="Risk.None"/> when there are none.</param>
/// <param name="Matches">What was found and where, in the order of the text.</param>
/// <param name="RuleSetVersion">Identifies the rules: a short digest of their content.</param>
/// <param name="ModelVersion">The model that took part, or null when only rules did.</param>
public sealed record Verdict(
    IReadOnlyList<string> Labels,
    Risk Risk,
    IReadOnlyList<Match> Matches,
    string RuleSetVersion,
    string? ModelVersion)
{
    /// <summary>What the community's active model says by itself; null when there is none. What it raised is in <see cref="Matches"/>.</summary>
    public CommunityReading? Active { get; init; }

    /// <summary>What the community's watched model says by itself; null when there is none. Nothing else in the verdict depends on it.</summary>
    public CommunityReading? Shadow { get; init; }
}

/// <summary>One finding, with the words it rests on.</summary>
/// <param name="Rule">The rule's id, such as <c>self-harm.plan</c>, or <c>model.</c> and the label for a finding of the model.</param>
/// <param name="Label">One of <see cref="Labels"/>.</param>
/// <param name="Risk">The risk after context was considered.</param>
/// <param name="Start">Where the words begin in the text as it was given, in UTF-16 units.</param>
/// <param name="Length">How many UTF-16 units they take.</param>
/// <param name="Explanation">A plain sentence for a moderator. It never repeats a personal detail.</param>
public sealed record Match(string Rule, string Label, Risk Risk, int Start, int Length, string Explanation)
{
    /// <summary>What stands before the label in <see cref="Rule"/> when the trained model found it and no rule.</summary>
    public const string ModelPrefix = "model.";
}

/// <summary>Words of a text that belong to a class of cues.</summary>
/// <param name="Name">The class, such as <c>goodbye</c>.</param>
/// <param name="Start">Where the words begin in the text as it was given, in UTF-16 units.</param>
/// <param name="Length">How many UTF-16 units they take.</param>
public sealed record Cue(string Name, int Start, int Length);
