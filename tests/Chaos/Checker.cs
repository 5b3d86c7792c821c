namespace PeerSupport.Chaos;

/// <summary>
/// Compares what each client saw and was promised with what the database holds. It knows nothing of how either came about: no timing, no retry and no
/// rule of the service, only that a group is a log that everybody who belongs to it reads whole, once and in order, and nobody else.
/// </summary>
internal static class Checker
{
    public static Findings Check(Stored stored, IReadOnlyCollection<Diary> diaries)
    {
        var findings = new Findings();
        var logs = stored.Entries.GroupBy(entry => entry.GroupId).ToDictionary(group => group.Key, group => group.OrderBy(entry => entry.Sequence).ToList());
        var messages = stored.Messages.ToDictionary(message => message.Id);
        CheckLogs(findings, logs, stored);
        var secrets = diaries.SelectMany(diary => diary.Promises.Where(promise => promise is { Kind: "held", Text: not null }).Select(promise => (promise.Text, diary.MemberId)))
            .GroupBy(secret => secret.Text!).ToDictionary(same => same.Key, same => same.First().MemberId);
        var deleted = diaries.SelectMany(diary => diary.Promises).Where(promise => promise.Kind == "delete")
            .GroupBy(promise => promise.MessageId).ToDictionary(same => same.Key, same => same.Min(promise => promise.At));
        foreach (var diary in diaries)
        {
            var log = logs.GetValueOrDefault(diary.GroupId, []).DistinctBy(entry => entry.Sequence).ToDictionary(entry => entry.Sequence);
            CheckPromises(findings, diary, log, messages);
            CheckShown(findings, diary, log);
            CheckSight(findings, diary, messages, secrets, deleted);
            if (diary.Belongs)
                findings.AddUnanswered(diary.MemberId, diary.Unanswered);
        }
        return findings;
    }

    /// <summary>Numbers without gaps, up to what the group says; each post once.</summary>
    private static void CheckLogs(Findings findings, Dictionary<Guid, List<StoredEntry>> logs, Stored stored)
    {
        foreach (var (group, head) in stored.Heads)
        {
            var log = logs.GetValueOrDefault(group, []);
            for (var i = 0; i < log.Count; i++)
                if (log[i].Sequence != i + 1)
                {
                    findings.AddOutOfOrder($"the log of {group} has {log[i].Sequence} where {i + 1} belongs");
                    break;
                }
            if (head != (log.Count == 0 ? 0 : log[^1].Sequence))
                findings.AddOutOfOrder($"group {group} says {head}, and its log ends at {(log.Count == 0 ? 0 : log[^1].Sequence)}");
            foreach (var twice in log.Where(entry => entry.Kind == "post").GroupBy(entry => entry.MessageId).Where(same => same.Count() > 1))
                findings.AddDoubled($"message {twice.Key} is posted {twice.Count()} times in the log");
        }
        foreach (var twice in stored.Messages.GroupBy(message => (message.AuthorId, message.ClientId)).Where(same => same.Count() > 1))
            findings.AddDoubled($"client id {twice.Key.ClientId} is stored {twice.Count()} times");
    }

    private static void CheckPromises(Findings findings, Diary diary, Dictionary<long, StoredEntry> log, Dictionary<Guid, StoredMessage> messages)
    {
        var before = 0L;
        foreach (var promise in diary.Promises)
        {
            if (!messages.TryGetValue(promise.MessageId, out var message) || (promise.ClientId is { } client && message.ClientId != client))
            {
                findings.AddLost($"{promise.Kind} {promise.MessageId} of {diary.MemberId} was acknowledged and is not stored");
                continue;
            }
            if (promise.Sequence is { } sequence)
            {
                if (!log.TryGetValue(sequence, out var entry) || entry.MessageId != promise.MessageId || !Means(promise.Kind, entry.Kind))
                    findings.AddLost($"{promise.Kind} {promise.MessageId} was acknowledged with {sequence}, and something else stands there");
                if (promise.Kind == "post" && sequence <= before)
                    findings.AddOutOfOrder($"{diary.MemberId} wrote {promise.MessageId} later, and it stands at {sequence}, not after {before}");
                before = promise.Kind == "post" ? sequence : before;
            }
            if (promise.Kind == "delete" && message.State is not ("deleted" or "taken_back"))
                findings.AddLost($"the deleting of {promise.MessageId} was acknowledged, and it is {message.State}");
        }
    }

    /// <summary>A held post that is released by a change keeps its client id, so a resent post is answered with the number of the release.</summary>
    private static bool Means(string promised, string stored) => promised == stored || (promised == "post" && stored == "release");

    private static void CheckShown(Findings findings, Diary diary, Dictionary<long, StoredEntry> log)
    {
        var before = 0L;
        var clients = new Dictionary<Guid, Guid>();
        var seen = new HashSet<long>();
        foreach (var entry in diary.Shown)
        {
            if (!seen.Add(entry.Sequence))
                findings.AddDoubled($"{diary.MemberId} was shown {entry.Sequence} twice");
            else if (entry.Sequence <= before)
                findings.AddOutOfOrder($"{diary.MemberId} was shown {entry.Sequence} after {before}");
            before = Math.Max(before, entry.Sequence);
            if (!log.TryGetValue(entry.Sequence, out var stored) || stored.MessageId != entry.MessageId || stored.Kind != entry.Kind)
                findings.AddOutOfOrder($"{diary.MemberId} was shown {entry.Kind} {entry.MessageId} at {entry.Sequence}, and the log has something else there");
            if (entry is { Kind: "post", ClientId: { } client } && !clients.TryAdd(client, entry.MessageId) && clients[client] != entry.MessageId)
                findings.AddDoubled($"{diary.MemberId} was shown two messages of the client id {client}");
        }

        var last = diary.Belongs ? long.MaxValue : Math.Min(before, diary.Absences[^1].After);
        foreach (var missing in log.Values.Where(entry => entry.Sequence <= last && !seen.Contains(entry.Sequence)))
            findings.AddLost($"{diary.MemberId} was never shown {missing.Sequence} of {log.Count} ({missing.Kind})");
    }

    private static void CheckSight(
        Findings findings, Diary diary, Dictionary<Guid, StoredMessage> messages, Dictionary<string, Guid> secrets, Dictionary<Guid, long> deleted)
    {
        foreach (var arrival in diary.Arrivals)
        {
            var entry = arrival.Entry;
            if (diary.Absences.FirstOrDefault(absence => arrival.At > absence.From && (absence.Until is not { } end || arrival.At < end) && entry.Sequence > absence.After) is { } absence)
                findings.AddExposed($"{diary.MemberId} got {entry.Sequence} of a group that they had left at {absence.After}{(arrival.AskedAt is null ? "" : ", by asking for it")}");
            if (entry.AuthorId == diary.MemberId)
                continue;
            if (messages.TryGetValue(entry.MessageId, out var message) && message.Sequence is null)
                findings.AddExposed($"{diary.MemberId} got {entry.MessageId}, which is {message.State} and was never shown to the group");
            if (entry.Body is { } body && secrets.TryGetValue(body, out var author) && author != diary.MemberId)
                findings.AddExposed($"{diary.MemberId} got the held words of {author} in {entry.MessageId}");
            if (entry.Body is not null && arrival.AskedAt is { } asked && deleted.TryGetValue(entry.MessageId, out var gone) && asked > gone)
                findings.AddExposed($"{diary.MemberId} asked and got the words of {entry.MessageId} after they had been deleted");
        }
    }
}
