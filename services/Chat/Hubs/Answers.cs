using PeerSupport.Chat.People;
using PeerSupport.Chat.Support;

namespace PeerSupport.Chat.Hubs;

/// <summary>
/// What a call answers. A rule that refuses is an answer with a code; an exception is a bug. Lists are arrays throughout, because MessagePack
/// writes by the type of the instance and cannot name the ones behind an interface.
/// </summary>
public record Answer
{
    /// <summary><c>ok</c>, or why not.</summary>
    public string Code { get; init; } = "ok";

    /// <summary>A sentence for people.</summary>
    public string? Message { get; init; }

    /// <summary>Seconds until it is worth another try.</summary>
    public int? RetryAfter { get; init; }
}

/// <summary>The answer to Join.</summary>
public sealed record Joined : Answer
{
    /// <summary>The room.</summary>
    public RoomGroup? Group { get; init; }

    /// <summary>Who joined.</summary>
    public RoomMember? Me { get; init; }

    /// <summary>In the order of the log.</summary>
    public RoomEntry[]? Entries { get; init; }

    /// <summary>Everything up to here is complete, unless <see cref="More"/>.</summary>
    public long LastSequence { get; init; }

    /// <summary>Whether there is something before the first entry.</summary>
    public bool HasEarlier { get; init; }

    /// <summary>Whether Catchup has to go on from the last entry.</summary>
    public bool More { get; init; }

    /// <summary>The member's own messages that wait or were taken out with a reason.</summary>
    public HeldMessage[]? Held { get; init; }

    /// <summary>About how many people are in the room: a multiple of five, minutes old; zero stands for anything below five.</summary>
    public int Here { get; init; }

    /// <summary>Whom the member has muted or blocked. Everybody gets the same lines; the member's client folds what these wrote.</summary>
    public BlockedMember[]? Blocks { get; init; }

    /// <summary>What the member does not want to read about. The member's client folds messages with these words; nobody else is told them.</summary>
    public string[]? Themes { get; init; }

    /// <summary>What holds in the room.</summary>
    public RoomRules? Rules { get; init; }

    /// <summary>The first line of the message that stands on top of the room.</summary>
    public RoomEntry? Pinned { get; init; }

    /// <summary>Whether the member may put one there.</summary>
    public bool MayPin { get; init; }

    /// <summary>When the connection ends together with its token; a client that joins over a new one before that misses nothing.</summary>
    public DateTimeOffset? EndsAt { get; init; }
}

/// <summary>A stretch of the log.</summary>
public sealed record Stretch : Answer
{
    /// <summary>In the order of the log.</summary>
    public RoomEntry[]? Entries { get; init; }

    /// <summary>Everything up to here is complete, unless <see cref="More"/>.</summary>
    public long LastSequence { get; init; }

    /// <summary>Whether there is something before the first entry.</summary>
    public bool HasEarlier { get; init; }

    /// <summary>Whether there is something after the last entry.</summary>
    public bool More { get; init; }
}

/// <summary>The answer to Post and Edit.</summary>
public sealed record Posted : Answer
{
    /// <summary>The message.</summary>
    public Guid? MessageId { get; init; }

    /// <summary>Its number in the log; null while it is held.</summary>
    public long? Sequence { get; init; }

    /// <summary>When it was taken.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>When a moderator looks first.</summary>
    public HeldMessage? Held { get; init; }

    /// <summary>Who can be called now.</summary>
    public SupportOffer? Support { get; init; }
}

/// <summary>The room.</summary>
public sealed record RoomGroup(Guid Id, string Slug, string Name);

/// <summary>What holds in a room.</summary>
/// <param name="SlowSeconds">How long a member waits between two posts; 0 when nobody has to.</param>
/// <param name="QuietSeconds">The same in quiet hours.</param>
/// <param name="QuietFrom">When the quiet hours began, or begin next; null when the group has none.</param>
/// <param name="QuietUntil">When they end.</param>
/// <param name="IsArchived">The group is closed: its members read, nobody posts.</param>
public sealed record RoomRules(int SlowSeconds, int QuietSeconds, DateTimeOffset? QuietFrom, DateTimeOffset? QuietUntil, bool IsArchived);

/// <summary>A member in the room.</summary>
public sealed record RoomMember(Guid Id, string Pseudonym);

/// <summary>One line of the log as members get it.</summary>
/// <param name="Sequence">The group's number, without gaps.</param>
/// <param name="Kind"><c>post</c>, <c>release</c>, <c>edit</c>, <c>delete</c>, <c>removal</c>, <c>reaction</c>, <c>pin</c> or <c>unpin</c>.</param>
/// <param name="MessageId">The message.</param>
/// <param name="ClientId">The author's own id of it.</param>
/// <param name="AuthorId">Who did it.</param>
/// <param name="Author">Their name.</param>
/// <param name="At">When.</param>
/// <param name="Body">The text as it is now; null where there is none, or none any more.</param>
/// <param name="ReplyTo">The message it answers.</param>
/// <param name="ContentNote">What the author says in front of it.</param>
/// <param name="Folded">Shown closed under a note.</param>
/// <param name="Reaction"><c>with_you</c>, <c>heard</c>, <c>thank_you</c>; null takes it back.</param>
/// <param name="Mentions">Whom the message names; null when nobody.</param>
public sealed record RoomEntry(
    long Sequence,
    string Kind,
    Guid MessageId,
    Guid? ClientId,
    Guid AuthorId,
    string Author,
    DateTimeOffset At,
    string? Body,
    Guid? ReplyTo,
    string? ContentNote,
    bool Folded,
    string? Reaction,
    Guid[]? Mentions = null);

/// <summary>A message that only its author sees.</summary>
/// <param name="MessageId">The message.</param>
/// <param name="ClientId">The author's own id of it.</param>
/// <param name="Body">The text.</param>
/// <param name="At">When it was posted.</param>
/// <param name="State"><c>held</c>, <c>released</c>, <c>removed</c> or <c>taken_back</c>.</param>
/// <param name="Why">One kind sentence.</param>
/// <param name="DueBy">By when somebody looks.</param>
/// <param name="Reason">What the moderator wrote.</param>
/// <param name="Guideline">The guideline it rests on.</param>
public sealed record HeldMessage(
    Guid MessageId,
    Guid ClientId,
    string Body,
    DateTimeOffset At,
    string State,
    string Why,
    DateTimeOffset? DueBy,
    string? Reason,
    string? Guideline);
