namespace PeerSupport.Chaos;

/// <summary>A line of a group's log as it is stored.</summary>
internal sealed record StoredEntry(Guid GroupId, long Sequence, string Kind, Guid MessageId);

/// <summary>A message as it is stored.</summary>
/// <param name="Id">The message.</param>
/// <param name="ClientId">The author's own id of it.</param>
/// <param name="AuthorId">Who wrote it.</param>
/// <param name="Sequence">Its first number in the log; null while nobody but its author has seen it.</param>
/// <param name="State">As in the database: <c>visible</c>, <c>held</c>, <c>removed</c>, <c>deleted</c> or <c>taken_back</c>.</param>
internal sealed record StoredMessage(Guid Id, Guid ClientId, Guid AuthorId, long? Sequence, string State);

/// <summary>What the database holds at the end.</summary>
/// <param name="Entries">The logs, by group and number.</param>
/// <param name="Messages">All messages.</param>
/// <param name="Heads">How far each group says that its log has come.</param>
internal sealed record Stored(IReadOnlyList<StoredEntry> Entries, IReadOnlyList<StoredMessage> Messages, IReadOnlyDictionary<Guid, long> Heads);
