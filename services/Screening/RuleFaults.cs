namespace PeerSupport.Screening;

/// <summary>Something in the rule files that has to be mended before they can be used.</summary>
/// <param name="File">The file; empty when the set as a whole is meant.</param>
/// <param name="Line">The line in it, from 1; 0 when no line can be named.</param>
/// <param name="Subject">The id of the rule or the name of the cue class; empty when the file itself cannot be read.</param>
/// <param name="Message">What is wrong, in a plain sentence.</param>
public sealed record RuleFault(string File, int Line, string Subject, string Message)
{
    /// <inheritdoc />
    public override string ToString() => $"{File}({Line}) {Subject}: {Message}";
}

/// <summary>Rule files cannot be used; it names every fault that was found, not only the first.</summary>
/// <param name="faults">At least one.</param>
public sealed class RuleFaultsException(IReadOnlyList<RuleFault> faults) : FormatException(string.Join(Environment.NewLine, faults))
{
    /// <summary>What has to be mended.</summary>
    public IReadOnlyList<RuleFault> Faults { get; } = faults;
}

/// <summary>An example in a rule file that does not come out as it says.</summary>
/// <param name="Rule">The rule's id.</param>
/// <param name="Text">The example.</param>
/// <param name="ShouldMatch">Whether the rule should find something in it; false when it should leave it alone.</param>
public sealed record FailedExample(string Rule, string Text, bool ShouldMatch);
