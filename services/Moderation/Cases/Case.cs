using PeerSupport.Contracts;

namespace PeerSupport.Moderation.Cases;

/// <summary>The order of the queue; stored as a number, so that the database can sort by it.</summary>
internal enum CaseRisk
{
    None,
    Low,
    Medium,
    High,
    Critical,
}

/// <summary>What somebody has to look at: a message, a worry about a member, or a question to the team.</summary>
internal enum CaseKind
{
    Message,
    Referral,
    Question,

    /// <summary>A message that nothing raised, chosen by lot: without it nobody would see what screening misses.</summary>
    Sample,
}

/// <summary>Whether somebody still has to look. That somebody is looking right now is the claim's matter, which lapses by itself.</summary>
internal enum CaseState
{
    Open,
    Decided,

    /// <summary>The author took the message back; nothing is left to decide.</summary>
    TakenBack,

    /// <summary>The author changed a held message before anybody read it, and chat let the new words through.</summary>
    Reworded,
}

/// <summary>One thing to look at. A message has one case for its whole life, which opens again when an edit raises something new.</summary>
internal sealed class Case
{
    public static readonly TimeSpan ClaimTime = TimeSpan.FromMinutes(20);

    private Case()
    {
    }

    public Case(CaseKind kind, Guid groupId, Guid? messageId, Guid authorId, DateTimeOffset now) =>
        (Id, Kind, GroupId, MessageId, AuthorId, OpenedAt) = (Guid.CreateVersion7(), kind, groupId, messageId, authorId, now);

    public Guid Id { get; private set; }

    public long Number { get; private set; }

    public CaseKind Kind { get; private set; }

    public CaseState State { get; private set; }

    public Guid GroupId { get; private set; }

    public Guid? MessageId { get; private set; }

    /// <summary>Whom the case is about; of a question, who asks.</summary>
    public Guid AuthorId { get; private set; }

    public int Revision { get; private set; }

    public MessageHandling Handling { get; private set; }

    public CaseRisk Risk { get; private set; }

    public string[] Labels { get; private set; } = [];

    public ScreeningMatch[] Matches { get; private set; } = [];

    public string? RuleSetVersion { get; private set; }

    public string? Text { get; private set; }

    public DateTimeOffset OpenedAt { get; private set; }

    public DateTimeOffset DueAt { get; private set; }

    /// <summary>The place in the queue among cases of equal risk. Where hours are given, a quarter of an hour is one place, and within it the score decides.</summary>
    public DateTimeOffset QueueAt { get; private set; }

    /// <summary>What the trained model makes of it, from 0 to 1; 0 when there is none. It orders the queue and does nothing else.</summary>
    public double Score { get; private set; }

    /// <summary>What each trained model said by itself, to be compared with what a moderator says.</summary>
    public ModelReading[] Readings { get; private set; } = [];

    public Guid? ClaimedById { get; private set; }

    /// <summary>Kept beside the id, because the projection of a new moderator may be late and "somebody" helps nobody.</summary>
    public string? ClaimedByName { get; private set; }

    public DateTimeOffset? ClaimedUntil { get; private set; }

    public DateTimeOffset? ClosedAt { get; private set; }

    public List<Report> Reports { get; private set; } = [];

    public List<Decision> Decisions { get; private set; } = [];

    public bool IsOpen => State is CaseState.Open;

    public bool IsHeld => Handling is MessageHandling.Held;

    /// <summary>Takes what screening said about a revision; what is older than the case's own revision changes nothing.</summary>
    public void TakeScreening(ScreenedMessage message, DateTimeOffset now)
    {
        if (message.Revision < Revision || (message.Revision == Revision && State is CaseState.TakenBack))
            return;

        ReopenFor(message.Revision, now);
        (Revision, Handling, Matches) = (message.Revision, message.Handling, message.Matches);
        // An edit while somebody has still to look adds labels and takes none away: new words neither end a bad night nor unsay what was read.
        Labels = [.. Labels.Union(message.Labels)];
        (RuleSetVersion, Text) = (message.RuleSetVersion, message.Text ?? Text);
        TakeReadings(message);
        Raise(Enum.TryParse<CaseRisk>(message.Risk, ignoreCase: true, out var risk) ? risk : CaseRisk.High, now);
    }

    /// <summary>Takes a message that nothing raised. It is looked at when there is time.</summary>
    public void TakeSample(ScreenedMessage message, DateTimeOffset now)
    {
        (Revision, Handling, Matches, Labels) = (message.Revision, message.Handling, message.Matches, message.Labels);
        (RuleSetVersion, Text, DueAt, QueueAt) = (message.RuleSetVersion, message.Text, now + Targets.Sample, now + Targets.Sample);
        TakeReadings(message);
    }

    /// <summary>The author changed a sampled message. Its old words are nobody's business any more.</summary>
    public void DropSample(DateTimeOffset now)
    {
        if (IsOpen)
            Close(CaseState.Reworded, now);
        Text = null;
    }

    /// <summary>
    /// A newer revision raised nothing. Of a held message that ends the case, for nobody has read the old words. Words that others have read
    /// stay with us, and so does distress: changing the text does not mean that the night got easier.
    /// </summary>
    public void TakeQuietRevision(int revision, bool isDistress, DateTimeOffset now)
    {
        if (revision > Revision && IsOpen && IsHeld && !isDistress && Reports.Count == 0)
            Close(CaseState.Reworded, now);
    }

    public void TakeReport(int revision, string text, DateTimeOffset now)
    {
        if (revision >= Revision)
        {
            ReopenFor(revision, now);
            (Revision, Text) = (revision, text);
        }

        Raise(CaseRisk.Medium, now);
    }

    public void TakeWords(string text, CaseRisk risk, DateTimeOffset now)
    {
        Text = text;
        Raise(risk, now);
    }

    public void TakeBack(DateTimeOffset now)
    {
        if (IsOpen)
            Close(CaseState.TakenBack, now);
        // A message that nobody raised is kept only as long as its author lets it stand.
        if (Kind is CaseKind.Sample)
            Text = null;
    }

    /// <returns>False when somebody else is on it.</returns>
    public bool Claim(Guid moderatorId, string name, DateTimeOffset now)
    {
        if (ClaimedUntil > now && ClaimedById != moderatorId)
            return false;
        (ClaimedById, ClaimedByName, ClaimedUntil) = (moderatorId, name, now + ClaimTime);
        return true;
    }

    /// <summary>Work on the case keeps it claimed; a claim that has lapsed is not revived by it, for somebody else may be about to take the case.</summary>
    public void Renew(Guid moderatorId, DateTimeOffset now)
    {
        if (IsOpen && IsClaimedBy(moderatorId, now))
            ClaimedUntil = now + ClaimTime;
    }

    public bool IsClaimedBy(Guid moderatorId, DateTimeOffset now) => ClaimedById == moderatorId && ClaimedUntil > now;

    public void HandBack() => (ClaimedById, ClaimedByName, ClaimedUntil) = (null, null, null);

    public void Decide(Decision decision) => Close(CaseState.Decided, decision.At);

    private void Close(CaseState state, DateTimeOffset now)
    {
        (State, ClosedAt) = (state, now);
        HandBack();
    }

    private void ReopenFor(int revision, DateTimeOffset now)
    {
        if (IsOpen || revision <= Revision)
            return;
        (State, ClosedAt, OpenedAt, DueAt, Risk, Labels) = (CaseState.Open, null, now, default, CaseRisk.None, []);
        HandBack();
    }

    /// <summary>While the case is open its risk only rises, and the time by which somebody looks only comes nearer.</summary>
    private void Raise(CaseRisk risk, DateTimeOffset now)
    {
        Risk = risk > Risk ? risk : Risk;
        var due = now + Targets.For(Risk);
        DueAt = DueAt == default || due < DueAt ? due : DueAt;
        // Where minutes count, nothing but time decides.
        QueueAt = Risk > CaseRisk.Medium ? DueAt : DueAt.AddTicks(-(DueAt.UtcTicks % Targets.Place.Ticks));
    }

    private void TakeReadings(ScreenedMessage message)
    {
        Score = message.Active?.Score ?? 0;
        Readings = [.. new[] { message.Active, message.Shadow }.OfType<ModelReading>()];
    }
}
