using PeerSupport.Chat.Hubs;
using PeerSupport.Contracts;

namespace PeerSupport.Chat.Messages;

/// <summary>A post on its way into the log.</summary>
internal sealed record PendingPost(
    Guid GroupId,
    Guid MessageId,
    Guid ClientId,
    Guid AuthorId,
    string Author,
    string Body,
    Guid? ReplyTo,
    string? ContentNote,
    DateTimeOffset At,
    Screened Screened)
{
    // Asynchronous continuations: otherwise the writer itself would run what the caller does next.
    private readonly TaskCompletionSource<PostOutcome> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whom the client says the text names; which of them it does is found out when it is stored.</summary>
    public Guid[] Mentions { get; init; } = [];

    public bool IsHeld => Screened.Handling == MessageHandling.Held;

    public bool IsFolded => Screened.Handling == MessageHandling.Folded;

    public Task<PostOutcome> Outcome => _outcome.Task;

    public void Settle(PostOutcome outcome) => _outcome.TrySetResult(outcome);
}

/// <summary>What is stored, or why nothing is.</summary>
internal sealed record PostOutcome(AcceptedPost? Accepted, Refusal? Refusal)
{
    public static PostOutcome Of(Refusal refusal) => new(null, refusal);
}

/// <summary>What a batch came to.</summary>
/// <param name="Answers">By author and client id; a post whose group does not exist has no answer.</param>
/// <param name="Departures">How many had left each group before these posts.</param>
internal sealed record Written(IReadOnlyDictionary<(Guid Author, Guid Client), AcceptedPost> Answers, IReadOnlyDictionary<Guid, long> Departures);

/// <summary>A message as it stands after the commit; of a client id that was there before it is the first one's.</summary>
internal sealed record AcceptedPost(
    Guid MessageId,
    Guid ClientId,
    long? Sequence,
    DateTimeOffset At,
    MessageState State,
    string Body,
    Guid? ReplyTo,
    DateTimeOffset? DueBy,
    string? Reason,
    string? Guideline,
    Guid[] Mentions,
    bool IsNew);
