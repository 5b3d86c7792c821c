namespace PeerSupport.Chaos;

/// <summary>A line that came over one of a member's connections, whether it was shown or not.</summary>
/// <param name="At">When it came, on the clock of this process that nobody steps.</param>
/// <param name="AskedAt">When it was asked for; null when it came by itself.</param>
/// <param name="Entry">The line.</param>
internal sealed record Arrival(long At, long? AskedAt, Entry Entry);

/// <summary>What the service has said yes to, in the order in which the member wanted it.</summary>
/// <param name="Kind"><c>post</c>, <c>held</c>, <c>edit</c>, <c>release</c> or <c>delete</c>.</param>
/// <param name="ClientId">The post's own id, where it is one.</param>
/// <param name="MessageId">The message.</param>
/// <param name="Sequence">Its number in the log, where the answer has one.</param>
/// <param name="Text">The text.</param>
/// <param name="At">When the answer came.</param>
internal sealed record Promise(string Kind, Guid? ClientId, Guid MessageId, long? Sequence, string? Text, long At);

/// <summary>A time in which the member did not belong to the group.</summary>
/// <param name="From">When the service had confirmed it.</param>
/// <param name="Until">When they asked to come back; null when they never did.</param>
/// <param name="After">The last number of the log at the beginning: what is later is none of their business.</param>
internal sealed record Absence(long From, long? Until, long After);

/// <summary>What one member's client saw and was promised in one group.</summary>
internal sealed class Diary(Guid memberId, Guid groupId)
{
    private readonly Lock _lock = new();
    private readonly List<Arrival> _arrivals = [];
    private readonly List<Entry> _shown = [];
    private readonly List<Promise> _promises = [];
    private readonly List<Absence> _absences = [];

    public Guid MemberId => memberId;

    public Guid GroupId => groupId;

    public IReadOnlyList<Arrival> Arrivals => _arrivals;

    /// <summary>What the client showed, in the order in which it did.</summary>
    public IReadOnlyList<Entry> Shown => _shown;

    public IReadOnlyList<Promise> Promises => _promises;

    public IReadOnlyList<Absence> Absences => _absences;

    /// <summary>Posts that were still without an answer when everything had come to rest.</summary>
    public int Unanswered { get; set; }

    /// <summary>Whether they belong to the group at the end.</summary>
    public bool Belongs => _absences is [] or [.., { Until: not null }];

    public void Arrived(Arrival arrival)
    {
        lock (_lock)
            _arrivals.Add(arrival);
    }

    public void Show(Entry entry)
    {
        lock (_lock)
            _shown.Add(entry);
    }

    public void Promised(Promise promise)
    {
        lock (_lock)
            _promises.Add(promise);
    }

    public void Left(Absence absence)
    {
        lock (_lock)
            _absences.Add(absence);
    }

    public void Returned(long at)
    {
        lock (_lock)
            _absences[^1] = _absences[^1] with { Until = at };
    }
}
