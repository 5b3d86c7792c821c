namespace PeerSupport.Chaos;

/// <summary>A line of the log as the hub sends it, as far as it is looked at here. See docs/hub.md.</summary>
internal sealed record Entry(long Sequence, string Kind, Guid MessageId, Guid? ClientId, Guid AuthorId, string? Body);

/// <summary>The answer to Join and Catchup.</summary>
internal sealed record Stretch(string Code, Entry[]? Entries, long LastSequence, bool More, HeldMessage[]? Held);

/// <summary>The answer to Post, Edit, Delete and React.</summary>
internal sealed record Answer(string Code, Guid? MessageId, long? Sequence, int? RetryAfter);

/// <summary>A message that only its author sees.</summary>
internal sealed record HeldMessage(Guid MessageId, string Body, string State);
