using System.Diagnostics;

namespace PeerSupport.Chaos;

/// <summary>How a connection is broken.</summary>
internal enum Break
{
    /// <summary>Reset: the other side learns of it at once.</summary>
    Reset,

    /// <summary>Ended just after a post has gone out: it arrives, and its answer is lost.</summary>
    MidPost,

    /// <summary>Forgotten, as when a device changes its network: the service goes on writing to it while the member is back on another one.</summary>
    Forgotten,
}

/// <summary>A member whose client does what the web client does: resumes from the last number, sends again what has no answer, fetches what is missing.</summary>
internal sealed class Person(World world, Diary diary, string token, Resumes resumes, int seed)
{
    private readonly Random _random = new(seed);
    private readonly KeptLog _log = new(diary);
    private readonly Outbox _outbox = new(diary, new(seed + 1));
    private readonly Lock _lock = new();
    private Line? _line;
    private (long At, bool IsForced)? _away;

    public Diary Diary => diary;

    public bool IsJoined
    {
        get
        {
            lock (_lock)
                return _line is { Ended.IsCompleted: false } && _away is null;
        }
    }

    public long Last => _log.Last ?? 0;

    public bool HasNothingToSay => _outbox.Count == 0;

    /// <summary>Whether they only try to get at what is not theirs.</summary>
    public bool IsStranger { get; init; }

    public void Write()
    {
        _outbox.Write();
        if (_line is { } line)
            _ = _outbox.SendAsync(line);
    }

    /// <summary>Takes back what was written and not sent: they are out of the group.</summary>
    public void FallSilent() => _outbox.Clear();

    /// <summary>False when there is nothing to break.</summary>
    public bool BreakLine(Break how)
    {
        Line line;
        lock (_lock)
        {
            if (_line is not { Ended.IsCompleted: false } open || _away is not null)
                return false;
            line = open;
            _away = (Stopwatch.GetTimestamp(), true);
        }
        switch (how)
        {
            case Break.Reset:
                line.Reset();
                break;
            case Break.MidPost:
                Write();
                _ = LaterAsync(TimeSpan.FromMilliseconds(Random.Shared.Next(6)), line.Shut);
                break;
            case Break.Forgotten:
                line.Leave();
                _ = LaterAsync(TimeSpan.FromMilliseconds(Random.Shared.Next(500, 3000)), line.Reset);
                break;
        }
        return true;
    }

    public async Task RunAsync(CancellationToken stop)
    {
        for (var attempt = 0; !stop.IsCancellationRequested; attempt++)
        {
            Line? line = null;
            var opened = Stopwatch.GetTimestamp();
            try
            {
                line = await Line.OpenAsync(world.AnyDoor(_random), token, Receive, Head, stop);
                if (await EnterAsync(line, opened))
                {
                    attempt = 0;
                    _ = _outbox.SendAsync(line);
                }
                await line.Ended.WaitAsync(stop);
            }
            catch (Exception)
            {
                // Away, for whatever reason; the pause below comes before the next try.
            }
            lock (_lock)
                _away ??= (Stopwatch.GetTimestamp(), false);
            _ = LaterAsync(TimeSpan.FromSeconds(4), async () => await (line?.DisposeAsync() ?? ValueTask.CompletedTask));
            await Task.Delay(Pause(attempt), stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Opens the room again, as somebody does who has come back into the group.</summary>
    public void OpenAnew() => _line?.Leave();

    public void NoteUnanswered() => diary.Unanswered = _outbox.Count;

    // As in the web client.
    private TimeSpan Pause(int attempt)
    {
        if (attempt == 0)
            return TimeSpan.FromMilliseconds(50 + (_random.NextDouble() * 450));
        var longest = Math.Min(30_000, 1000 * Math.Pow(2, Math.Min(attempt, 6)));
        return TimeSpan.FromMilliseconds(Math.Min((longest / 2) + (_random.NextDouble() * longest / 2), 4000));
    }

    private async Task<bool> EnterAsync(Line line, long opened)
    {
        lock (_lock)
            _line = line;
        var joined = await _log.JoinAsync(line);
        if (joined.Code != "ok")
        {
            if (joined.Code == "not_member")
                await PryAsync(line);
            line.Leave();
            return false;
        }
        lock (_lock)
        {
            if (_away is { IsForced: true } away)
                resumes.Add(away.At, opened, Stopwatch.GetTimestamp());
            _away = null;
        }
        return true;
    }

    /// <summary>Whoever is out tries the other calls as well.</summary>
    private async Task PryAsync(Line line)
    {
        await _log.PryAsync(line);
        await line.AskAsync<Answer>("Post", new { diary.GroupId, ClientId = Guid.CreateVersion7(), Body = Letters.Good(_random) });
        await Task.Delay(500);
    }

    private void Receive(Line line, Guid group, Entry[] entries)
    {
        if (group != diary.GroupId)
            return;
        if (ReferenceEquals(line, _line))
            _log.Receive(line, entries);
        else
            _log.Note(entries, askedAt: null);
    }

    private void Head(Line line, Guid group, long last)
    {
        if (group == diary.GroupId && ReferenceEquals(line, _line))
            _log.Head(line, last);
    }

    private static async Task LaterAsync(TimeSpan time, Action act)
    {
        await Task.Delay(time);
        act();
    }
}
