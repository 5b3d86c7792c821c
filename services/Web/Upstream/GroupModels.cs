using PeerSupport.ServiceDefaults;

namespace PeerSupport.Web.Upstream;

/// <summary>A group in the directory; <paramref name="Size"/> is rounded, 0 for fewer than five.</summary>
public sealed record GroupListing(
    string Slug, string Name, string Purpose, string Language, string? Topic, string Admission, string AgeBand, int Size, bool IsFull);

/// <summary>A page of the directory, and what it can be narrowed to.</summary>
public sealed record GroupDirectory(IReadOnlyList<GroupListing> Items, string? Next, IReadOnlyList<string> Topics, IReadOnlyList<string> Languages, bool MayPropose)
{
    /// <summary>What is shown where the directory cannot be read.</summary>
    public static readonly GroupDirectory Empty = new([], null, [], [], false);
}

/// <summary>A group that the reader belongs to.</summary>
public sealed record MyGroup(Guid Id, string Slug, string Name, string Role, bool IsArchived);

/// <summary>A group that the reader has asked to join or waits for.</summary>
public sealed record MyApplication(string Slug, string Name, string State, DateTimeOffset At, string? Words);

/// <summary>How far the reader has come who wants to join.</summary>
public sealed record ApplicationStanding(string State, DateTimeOffset At, string? Words);

/// <summary>A group with its charter.</summary>
public sealed record Group(Guid Id, string Slug, string Name, string Purpose, string? Language, string? Topic)
{
    public IReadOnlyList<string> Charter { get; init; } = [];

    public long CharterVersion { get; init; }

    public bool SampledForReview { get; init; }

    public IReadOnlyList<string> Facilitators { get; init; } = [];

    public string? Cover { get; init; }

    public string Admission { get; init; } = "open";

    public string? Question { get; init; }

    public string AgeBand { get; init; } = AgeBands.Adults;

    public int Size { get; init; }

    public bool IsFull { get; init; }

    public bool IsArchived { get; init; }

    public bool IsMember { get; init; }

    public string? MyRole { get; init; }

    public ApplicationStanding? MyApplication { get; init; }

    /// <summary>Whether the link that the reader came with is good; null when they came without one.</summary>
    public bool? IsInvited { get; init; }

    /// <summary>Whether the reader asks and waits for an answer instead of coming in.</summary>
    public bool IsAsked => MyApplication?.State is "removed" or "declined" || (Admission == "request" && IsInvited != true);

    /// <summary>Whether they have to answer the group's question.</summary>
    public bool NeedsAnswer => IsAsked && Admission == "request" && Question is not null;
}

/// <summary>What became of a wish to join.</summary>
public sealed record JoinAnswer(string Outcome, string Message, object? Support);

/// <summary>Somebody who has asked to join.</summary>
public sealed record OpenRequest(Guid MemberId, string Pseudonym, string? Answer, DateTimeOffset At);

/// <summary>A link into a group, without its token.</summary>
public sealed record InvitationSummary(Guid Id, string CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, int Uses, int Used, bool IsGood);

/// <summary>A new link, whose token is told this once.</summary>
public sealed record NewInvitation(Guid Id, string Token, DateTimeOffset ExpiresAt, int Uses);

/// <summary>All that an admin sets of a group; the settings travel as they are.</summary>
public sealed record GroupSettings(Guid Id, string Slug, long Version, DateTimeOffset? ArchivedAt, System.Text.Json.Nodes.JsonObject Group);

/// <summary>A group in the admins' list.</summary>
public sealed record GroupRow(string Slug, string Name, string Admission, string AgeBand, bool IsArchived, int Members, int? Capacity, int Requests, int Waiting);

/// <summary>Somebody who belongs to a group.</summary>
public sealed record GroupPerson(Guid MemberId, string Pseudonym, string Role, DateTimeOffset Since);

/// <summary>A group that a member would like there to be.</summary>
public sealed record Proposal(
    Guid Id, string By, DateTimeOffset At, string Name, string Purpose, string Language, string? Topic, IReadOnlyList<string> Charter, string AgeBand, string State, string? Words, string? GroupSlug);

/// <summary>A group without a facilitator in which something waits.</summary>
public sealed record UnheldGroup(string Slug, string Name, int Requests, int FirstWords);

/// <summary>How first words in a group fared.</summary>
public sealed record CareInsight(int Opened, int InTime, int Late, int Waiting, int Missed, double? MedianMinutes);
