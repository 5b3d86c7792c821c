namespace PeerSupport.Chaos;

/// <summary>What is wrong; each with a first few of its kind in words.</summary>
internal sealed class Findings
{
    private const int Told = 12;
    private readonly List<string> _words = [];

    /// <summary>Promised and not there, or there and never shown to somebody who was to see it.</summary>
    public int Lost { get; private set; }

    public int Doubled { get; private set; }

    public int OutOfOrder { get; private set; }

    /// <summary>Seen by somebody who should not.</summary>
    public int Exposed { get; private set; }

    /// <summary>Posts that never got an answer although everything ran again.</summary>
    public int Unanswered { get; private set; }

    public bool None => Lost + Doubled + OutOfOrder + Exposed + Unanswered == 0;

    public IReadOnlyList<string> Words => _words;

    public void AddLost(string what) => Lost += Say("lost", what, Lost);

    public void AddDoubled(string what) => Doubled += Say("doubled", what, Doubled);

    public void AddOutOfOrder(string what) => OutOfOrder += Say("out of order", what, OutOfOrder);

    public void AddExposed(string what) => Exposed += Say("seen without right", what, Exposed);

    public void AddUnanswered(Guid member, int count)
    {
        if (count > 0)
            Unanswered += Say("unanswered", $"{count} posts of {member}", Unanswered) * count;
    }

    private int Say(string kind, string what, int before)
    {
        if (before < Told)
            _words.Add($"{kind}: {what}");
        return 1;
    }
}
