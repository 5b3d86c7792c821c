using System.Diagnostics;

namespace PeerSupport.Chaos;

/// <summary>What a member has written and has no answer to, one after the other; and what they do afterwards with what they wrote.</summary>
internal sealed class Outbox(Diary diary, Random random)
{
    private readonly Lock _lock = new();
    private readonly Queue<(Guid ClientId, string Body)> _waiting = [];
    private int _sending;

    public int Count
    {
        get
        {
            lock (_lock)
                return _waiting.Count;
        }
    }

    public void Write()
    {
        lock (_lock)
            _waiting.Enqueue((Guid.CreateVersion7(), random.Next(12) == 0 ? Letters.Held(random) : Letters.Good(random)));
    }

    public void Clear()
    {
        lock (_lock)
            _waiting.Clear();
    }

    /// <summary>Sends until nothing waits or the connection ends. What has no answer is sent again over the next one, with the same id.</summary>
    public async Task SendAsync(Line line)
    {
        // Whoever comes while another sends leaves it to them, who look again when they have let go.
        while (!line.Ended.IsCompleted && Next() is not null && Interlocked.Exchange(ref _sending, 1) == 0)
        {
            try
            {
                await SendAllAsync(line);
            }
            catch (Exception)
            {
                // The connection is going, and nobody knows whether the post arrived.
                return;
            }
            finally
            {
                Volatile.Write(ref _sending, 0);
            }
        }
    }

    private async Task SendAllAsync(Line line)
    {
        while (!line.Ended.IsCompleted && Next() is var (clientId, body))
        {
            var answer = await line.AskAsync<Answer>("Post", new { diary.GroupId, ClientId = clientId, Body = body });
            if (answer.Code is not ("ok" or "held"))
            {
                await Task.WhenAny(Task.Delay(TimeSpan.FromSeconds(answer.RetryAfter ?? 2)), line.Ended);
                continue;
            }
            Settle(clientId);
            diary.Promised(new(answer.Code == "ok" ? "post" : "held", clientId, answer.MessageId!.Value, answer.Sequence, body, Stopwatch.GetTimestamp()));
            await GoOnAsync(line, answer);
        }
    }

    private (Guid ClientId, string Body)? Next()
    {
        lock (_lock)
            return _waiting.TryPeek(out var next) ? next : null;
    }

    private void Settle(Guid clientId)
    {
        lock (_lock)
            if (_waiting.TryPeek(out var next) && next.ClientId == clientId)
                _waiting.Dequeue();
    }

    /// <summary>Changes, takes back or lets others know that one was there. These have no id of their own and are not sent again.</summary>
    private async Task GoOnAsync(Line line, Answer posted)
    {
        var what = random.Next(posted.Sequence is null ? 3 : 12);
        var message = posted.MessageId!.Value;
        if (what == 0)
        {
            var body = Letters.Good(random);
            var changed = await line.AskAsync<Answer>("Edit", new { diary.GroupId, MessageId = message, Body = body });
            if (changed.Code == "ok")
                diary.Promised(new(posted.Sequence is null ? "release" : "edit", null, message, changed.Sequence, body, Stopwatch.GetTimestamp()));
        }
        else if (what == 1)
        {
            var answer = await line.AskAsync<Answer>("Delete", new { diary.GroupId, MessageId = message });
            if (answer.Code == "ok")
                diary.Promised(new("delete", null, message, null, null, Stopwatch.GetTimestamp()));
        }
        else if (what == 3)
        {
            // An unkind change of a message that everybody sees: they go on seeing what stood there before.
            var body = Letters.Held(random);
            var changed = await line.AskAsync<Answer>("Edit", new { diary.GroupId, MessageId = message, Body = body });
            if (changed.Code == "held")
                diary.Promised(new("held", null, message, null, body, Stopwatch.GetTimestamp()));
        }
        else if (what == 4)
            await line.AskAsync<Answer>("React", new { diary.GroupId, MessageId = message, Reaction = "heard" });
    }
}
