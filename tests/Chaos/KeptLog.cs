using System.Diagnostics;

namespace PeerSupport.Chaos;

/// <summary>A group's log as a client keeps it, by docs/hub.md: each number once and in order; what is missing before a number that has come is fetched.</summary>
internal sealed class KeptLog(Diary diary)
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<long, Entry> _early = [];
    private Task? _catching;

    /// <summary>Everything up to here has been shown; null before the first joining.</summary>
    public long? Last { get; private set; }

    /// <summary>Lines that came by themselves.</summary>
    public void Receive(Line line, Entry[] entries)
    {
        Note(entries, askedAt: null);
        bool isMissing;
        lock (_lock)
        {
            if (Last is null)
                return;
            foreach (var entry in entries.Where(entry => entry.Sequence > Last))
                _early[entry.Sequence] = entry;
            Drain();
            isMissing = _early.Count > 0;
        }
        if (isMissing)
            _ = CatchUpAsync(line);
    }

    /// <summary>Also for a connection that nobody looks at any more: what comes over it has been given away all the same.</summary>
    public void Note(Entry[] entries, long? askedAt)
    {
        var now = Stopwatch.GetTimestamp();
        foreach (var entry in entries)
            diary.Arrived(new(now, askedAt, entry));
    }

    public void Head(Line line, long last)
    {
        bool isMissing;
        lock (_lock)
            isMissing = last > Last;
        if (isMissing)
            _ = CatchUpAsync(line);
    }

    /// <summary>Joins the room and takes everything after what is known.</summary>
    public async Task<Stretch> JoinAsync(Line line)
    {
        var asked = Stopwatch.GetTimestamp();
        // From the beginning, so that the whole log is compared, and not the last fifty lines of it.
        var joined = await line.AskAsync<Stretch>("Join", diary.GroupId, Last ?? 0);
        if (joined.Code != "ok")
            return joined;
        Take(joined, asked);
        for (var more = joined.More; more;)
            more = await FetchAsync(line);
        return joined;
    }

    /// <summary>For whoever tries what they may not: what comes is noted and not shown.</summary>
    public async Task<string> PryAsync(Line line)
    {
        var asked = Stopwatch.GetTimestamp();
        var answer = await line.AskAsync<Stretch>("Catchup", diary.GroupId, 0);
        Note(answer.Entries ?? [], asked);
        return answer.Code;
    }

    public Task CatchUpAsync(Line line)
    {
        lock (_lock)
            return _catching is { IsCompleted: false } ? _catching : _catching = RunAsync();

        async Task RunAsync()
        {
            // Out of the lock, and off the connection's own loop.
            await Task.Yield();
            try
            {
                while (await FetchAsync(line))
                {
                }
            }
            catch (Exception)
            {
                // The connection is going; joining again asks for the same stretch.
            }
        }
    }

    private async Task<bool> FetchAsync(Line line)
    {
        var (asked, from) = (Stopwatch.GetTimestamp(), Last);
        var answer = await line.AskAsync<Stretch>("Catchup", diary.GroupId, from);
        if (answer.Code != "ok")
            throw new InvalidOperationException(answer.Code);
        Take(answer, asked);
        return answer.More && Last != from;
    }

    private void Take(Stretch stretch, long asked)
    {
        Note(stretch.Entries ?? [], asked);
        lock (_lock)
        {
            foreach (var entry in stretch.Entries ?? [])
                if (!(entry.Sequence <= Last))
                    Show(entry);
            if (!stretch.More)
                Last = Math.Max(Last ?? 0, stretch.LastSequence);
            Last ??= 0;
            Drain();
        }
    }

    private void Drain()
    {
        foreach (var (sequence, entry) in _early.ToArray())
        {
            if (sequence > Last + 1)
                break;
            _early.Remove(sequence);
            if (sequence > Last)
                Show(entry);
        }
    }

    private void Show(Entry entry)
    {
        diary.Show(entry);
        Last = entry.Sequence;
    }
}
