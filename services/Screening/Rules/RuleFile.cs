namespace PeerSupport.Screening.Rules;

/// <summary>A rule file as it is written. README.md of the library describes its fields. A field without a value is as good as none.</summary>
internal sealed class RuleFile
{
    /// <summary>Cue classes: a name and the expressions that show it, to be composed by rules of any file.</summary>
    public Dictionary<string, List<string>> Cues { get; init => field = value ?? []; } = [];

    /// <summary>Spellings, abbreviations and pictures that mean a known word: word, then what stands for it.</summary>
    public Dictionary<string, List<string>> Spellings { get; init => field = value ?? []; } = [];

    /// <summary>Words that people disguise.</summary>
    public List<string> Guarded { get; init => field = value ?? []; } = [];

    /// <summary>Words so frequent that no expression is looked up under them when it has another.</summary>
    public List<string> Frequent { get; init => field = value ?? []; } = [];

    /// <summary>Words that turn round what follows.</summary>
    public List<string> Negators { get; init => field = value ?? []; } = [];

    /// <summary>What the surroundings of a finding do to its level.</summary>
    public List<SurroundingEntry> Surroundings { get; init => field = value ?? []; } = [];

    public List<RuleEntry> Rules { get; init => field = value ?? []; } = [];
}

internal sealed class RuleEntry
{
    public string Id { get; init => field = value ?? ""; } = "";

    public string Label { get; init => field = value ?? ""; } = "";

    public Risk Risk { get; init; }

    /// <summary>What a moderator reads: one plain sentence.</summary>
    public string Says { get; init => field = value ?? ""; } = "";

    /// <summary>Expressions, each of which is a finding.</summary>
    public List<string> Any { get; init => field = value ?? []; } = [];

    /// <summary>Cue classes which together are a finding when all of them occur within <see cref="Within"/>.</summary>
    public List<string> All { get; init => field = value ?? []; } = [];

    /// <summary>Cue classes with points; the rule is a finding when classes within <see cref="Within"/> add up to <see cref="Least"/>.</summary>
    public Dictionary<string, int> Weigh { get; init => field = value ?? []; } = [];

    public int Least { get; init; }

    /// <summary>Cue classes at least one of which must be among those that are weighed.</summary>
    public List<string> Needs { get; init => field = value ?? []; } = [];

    public Within Within { get; init; } = Within.Sentence;

    /// <summary>Cue classes any of which makes it no finding.</summary>
    public List<string> Unless { get; init => field = value ?? []; } = [];

    /// <summary>How near a cue of <see cref="Unless"/> has to stand.</summary>
    public Within Near { get; init; } = Within.Sentence;

    /// <summary>Surroundings which do not lower this rule.</summary>
    public List<string> Despite { get; init => field = value ?? []; } = [];

    public List<string> Matches { get; init => field = value ?? []; } = [];

    public List<string> Leaves { get; init => field = value ?? []; } = [];
}

internal sealed class SurroundingEntry
{
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>The cue class that shows it; empty when the place alone shows it.</summary>
    public string Cue { get; init => field = value ?? ""; } = "";

    public Place Place { get; init; }

    /// <summary>How many words may stand between, where the place is before or after.</summary>
    public int Reach { get; init; } = 3;

    /// <summary>Levels down: one or two, never more.</summary>
    public int Lowers { get; init; }

    /// <summary>Whether a finding here is none at all: somebody else's words, a story, a figure of speech.</summary>
    public bool Clears { get; init; }

    /// <summary>Whether danger stays danger in it: people joke about what they mean.</summary>
    public bool Soft { get; init; }

    /// <summary>Labels that it applies to; empty for all.</summary>
    public List<string> Labels { get; init => field = value ?? []; } = [];

    public string Says { get; init => field = value ?? ""; } = "";
}

internal enum Within { Sentence, Clause, Message }

internal enum Place { Before, After, Clause, Sentence, Message, Quoted }
