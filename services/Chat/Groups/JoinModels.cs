using System.ComponentModel.DataAnnotations;
using PeerSupport.Chat.Support;

namespace PeerSupport.Chat.Groups;

/// <summary>What somebody brings who wants to join.</summary>
/// <param name="CharterVersion">The version of the charter that they have read and agree to, as the group's page gave it.</param>
public sealed record JoinRequest([property: Required(ErrorMessage = "Please agree to the charter that you have read.")] long? CharterVersion)
{
    /// <summary>The answer to the group's question, up to 1,000 characters.</summary>
    [StringLength(1000)]
    public string? Answer { get; init; }

    /// <summary>The token of a link into the group.</summary>
    [StringLength(100)]
    public string? Invitation { get; init; }
}

/// <summary>What became of it.</summary>
internal enum JoinOutcome
{
    /// <summary>They are in.</summary>
    Joined,

    /// <summary>Those who hold the group will answer.</summary>
    Requested,

    /// <summary>The group is full; they come in by themselves when a place becomes free.</summary>
    Waiting,
}

/// <summary>The answer to whoever wants to join.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Message">What happened and what happens next.</param>
/// <param name="Support">Who can be called, when what they wrote speaks of distress.</param>
internal sealed record JoinAnswer(JoinOutcome Outcome, string Message, SupportOffer? Support);

/// <summary>A group that the reader is not in yet.</summary>
internal sealed record MyApplication(string Slug, string Name, ApplicationState State, DateTimeOffset At, string? Words);

/// <summary>How far the reader has come, on the group's page.</summary>
internal sealed record ApplicationStanding(ApplicationState State, DateTimeOffset At, string? Words);

/// <summary>Somebody who has asked to join.</summary>
internal sealed record OpenRequest(Guid MemberId, string Pseudonym, string? Answer, DateTimeOffset At);

/// <summary>The answer to a request.</summary>
/// <param name="Accepted">Yes or no.</param>
/// <param name="Words">A word that goes along with it, up to 500 characters; may be left out.</param>
public sealed record RequestAnswer([property: Required(ErrorMessage = "Say yes or no.")] bool? Accepted, [property: StringLength(500)] string? Words);

/// <summary>A link to be made.</summary>
/// <param name="Days">For how many days it is good, 1 to 90.</param>
/// <param name="Uses">How many may join with it, 1 to 500.</param>
public sealed record InvitationRequest(
    [property: Required, Range(1, 90)] int? Days,
    [property: Required, Range(1, 500)] int? Uses);

/// <summary>A new link. The token is told here and never again.</summary>
internal sealed record NewInvitation(Guid Id, string Token, DateTimeOffset ExpiresAt, int Uses);

/// <summary>A link that there is, without its token.</summary>
internal sealed record InvitationSummary(Guid Id, string CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, int Uses, int Used, bool IsGood);
