namespace PeerSupport.Screening.Rules;

/// <summary>
/// How much work a rule set may be to put together. Whoever edits rules may write classes that name classes that name classes; such a set is refused
/// with a fault instead of keeping a machine busy for hours. Work is counted, not timed, so that a set is accepted on every machine or on none.
/// </summary>
internal sealed class Budget
{
    /// <summary>About forty times what the starter rules take.</summary>
    public const long Most = 60_000_000;

    public const string TooMuch = "The rules are too large to be put together. Use fewer expressions, or cue classes that do not name each other so often.";

    /// <summary>What was spent so far.</summary>
    public long Spent { get; private set; }

    public bool IsSpent => Spent > Most;

    /// <exception cref="FormatException">There is nothing left.</exception>
    public void Spend(long work)
    {
        Spent += work;
        if (IsSpent)
            throw new FormatException(TooMuch);
    }
}
