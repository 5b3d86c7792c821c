namespace PeerSupport.Screening.Rules;

/// <summary>A rule file as it is written. README.md of the library describes its fields.</summary>
internal sealed class RuleFile
{
    /// <summary>Cue classes: a name and the expressions that show it, to be composed by rules of any file.</summary>
    public Dictionary<string, List<string>> Cues { get; init; } = [];

    /// <summary>Spellings that mean a known word: word, then its other spellings.</summary>
    public Dictionary<string, List<string>> Spellings { get; init; } = [];

    /// <summary>What the surroundings of a finding do to its level.</summary>
    public List<SurroundingEntry> Surroundings { get; init; } = [];

    public List<RuleEntry> Rules { get; init; } = [];
}

internal sealed class RuleEntry
{
    public string Id { get; init; } = "";

    public string Label { get; init; } = "";

    public Risk Risk { get; init; }

    public List<string> Languages { get; init; } = [];

    /// <summary>What a moderator reads: one plain sentence.</summary>
    public string Says { get; init; } = "";

    /// <summary>Expressions, each of which is a finding.</summary>
    public List<string> Any { get; init; } = [];

    /// <summary>Cue classes which together are a finding when all of them occur within <see cref="Within"/>.</summary>
    public List<string> All { get; init; } = [];

    public Within Within { get; init; } = Within.Sentence;

    /// <summary>Cue classes any of which, within the same stretch, make it no finding.</summary>
    public List<string> Unless { get; init; } = [];

    /// <summary>Surroundings which do not lower this rule.</summary>
    public List<string> Despite { get; init; } = [];

    public List<string> Matches { get; init; } = [];

    public List<string> Leaves { get; init; } = [];
}

internal sealed class SurroundingEntry
{
    public string Id { get; init; } = "";

    /// <summary>The cue class that shows it.</summary>
    public string Cue { get; init; } = "";

    public Place Place { get; init; }

    /// <summary>Levels down: one or two, never more.</summary>
    public int Lowers { get; init; } = 1;

    /// <summary>Labels that it applies to; empty for all.</summary>
    public List<string> Labels { get; init; } = [];

    public string Says { get; init; } = "";
}

internal enum Within { Sentence, Clause, Message }

internal enum Place { Before, Clause, Sentence, Message }
