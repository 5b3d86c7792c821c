namespace PeerSupport.Screening;

/// <summary>How a verdict came about, step by step, for those who write rules.</summary>
/// <param name="Verdict">What <see cref="Screener.Screen"/> says of the same text.</param>
/// <param name="Folded">The text as it is compared: compatibility forms and case folded, invisible characters gone.</param>
/// <param name="Words">Its words as the rules read them.</param>
/// <param name="Cues">The cue classes that occur, in the order of the text.</param>
/// <param name="Findings">What rules, detectors and the model found, also what the surroundings took away again.</param>
public sealed record Explanation(
    Verdict Verdict, string Folded, IReadOnlyList<ReadWord> Words, IReadOnlyList<Cue> Cues, IReadOnlyList<Finding> Findings);

/// <summary>One word of a text.</summary>
/// <param name="Start">Where it begins in the text as it was given, in UTF-16 units.</param>
/// <param name="Length">How many UTF-16 units it takes.</param>
/// <param name="ReadAs">The word that the rules take it for; null when no rule knows it.</param>
/// <param name="Clause">The clause it stands in, counted through the text from 0.</param>
/// <param name="Sentence">The sentence it stands in, from 0.</param>
/// <param name="Quoted">Whether it stands between quotation marks.</param>
public sealed record ReadWord(int Start, int Length, string? ReadAs, int Clause, int Sentence, bool Quoted);

/// <summary>The arithmetic of one finding.</summary>
/// <param name="Rule">The rule, the detector or <c>model.</c> and the label.</param>
/// <param name="Label">One of <see cref="Labels"/>.</param>
/// <param name="Start">Where its words begin in the text as it was given, in UTF-16 units.</param>
/// <param name="Length">How many UTF-16 units they take.</param>
/// <param name="Began">The risk that it began with.</param>
/// <param name="Steps">What changed it, in the order in which it was weighed.</param>
/// <param name="Ended">The risk in the verdict; <see cref="Risk.None"/> when it was taken away.</param>
/// <param name="Sum">How its cue classes added up; empty for a rule that does not weigh.</param>
public sealed record Finding(string Rule, string Label, int Start, int Length, Risk Began, IReadOnlyList<FindingStep> Steps, Risk Ended, string Sum);

/// <summary>One thing that was weighed for a finding.</summary>
/// <param name="Cause">The surrounding's id, <c>unless</c> and the cue class, or <c>imminent</c>.</param>
/// <param name="Says">A plain sentence.</param>
/// <param name="Levels">By how many levels it lowers; 0 for what takes the finding away or keeps it up.</param>
/// <param name="Clears">Whether it takes the finding away.</param>
/// <param name="Counted">Whether it made the difference: of several that lower, the strongest counts alone.</param>
public sealed record FindingStep(string Cause, string Says, int Levels, bool Clears, bool Counted);
