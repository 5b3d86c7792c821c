using System.ComponentModel.DataAnnotations;

namespace PeerSupport.Chat.Groups;

/// <summary>A group as an admin describes it, whole: what is left out is set to what it is for most groups.</summary>
/// <param name="Name">1 to 100 characters.</param>
/// <param name="Purpose">Whom it is for, up to 1,000 characters.</param>
/// <param name="Language">A language code such as <c>en</c>.</param>
/// <param name="Topic">The encyclopedia's topic it stands next to.</param>
/// <param name="Cover">Up to 2,000 characters for the group's page.</param>
/// <param name="Charter">What every member agrees to, one sentence each.</param>
public sealed record GroupRequest(
    [property: Required, StringLength(100, MinimumLength = 1)] string Name,
    [property: Required, StringLength(1000, MinimumLength = 1)] string Purpose,
    [property: Required, RegularExpression("^[a-z]{2,3}(-[A-Za-z]{2,4})?$", ErrorMessage = "Use a language code such as en or pt-BR.")] string Language,
    [property: StringLength(100)] string? Topic,
    [property: StringLength(2000)] string? Cover,
    [property: Required, MinLength(1, ErrorMessage = "Write at least one sentence that everybody agrees to."), MaxLength(20)] string[] Charter)
{
    /// <summary>How somebody comes in.</summary>
    public Admission Admission { get; init; }

    /// <summary>What somebody who asks to come in is asked, up to 300 characters.</summary>
    [StringLength(300)]
    public string? Question { get; init; }

    /// <summary>2 to 5,000 members; null when that is left open.</summary>
    [Range(Group.SmallestCapacity, Group.LargestCapacity)]
    public int? Capacity { get; init; }

    /// <summary><c>16-17</c> or <c>18</c>; 18 when left out.</summary>
    [RegularExpression("^(16-17|18)$", ErrorMessage = "Use 16-17 or 18.")]
    public string? AgeBand { get; init; }

    /// <summary>0 to 3,600 seconds between two posts of one member.</summary>
    [Range(0, 3600)]
    public int SlowSeconds { get; init; }

    /// <summary>When the quiet hours begin, a time of day; set together with their end.</summary>
    public TimeOnly? QuietFrom { get; init; }

    /// <summary>When they end.</summary>
    public TimeOnly? QuietTo { get; init; }

    /// <summary>The IANA time zone of the quiet hours, such as <c>Europe/London</c>.</summary>
    [StringLength(50)]
    public string? TimeZone { get; init; }

    /// <summary>0 to 10,080 minutes until somebody's first words here should have an answer; 0 when nobody looks after that.</summary>
    [Range(0, 10_080)]
    public int CareMinutes { get; init; } = 240;

    /// <summary>Whether moderators see a sample of what is said here.</summary>
    public bool SampledForReview { get; init; }
}

internal sealed record GroupSummary(Guid Id, string Slug, string Name, string Purpose, string Language, string? Topic);

/// <summary>A group that the reader belongs to.</summary>
internal sealed record MyGroup(Guid Id, string Slug, string Name, string Purpose, string Language, string? Topic, GroupRole Role, bool IsArchived);

/// <summary>A group as its page shows it.</summary>
internal sealed record GroupDetail(Guid Id, string Slug, string Name, string Purpose, string Language, string? Topic)
{
    public required string[] Charter { get; init; }

    /// <summary>To be sent back by whoever joins: the charter that they have read.</summary>
    public required long CharterVersion { get; init; }

    /// <summary>Whether moderators see a sample of what is said here.</summary>
    public required bool SampledForReview { get; init; }

    /// <summary>The pseudonyms of those who hold the group.</summary>
    public required string[] Facilitators { get; init; }

    public required string? Cover { get; init; }

    public required Admission Admission { get; init; }

    public required string? Question { get; init; }

    public required string AgeBand { get; init; }

    /// <summary>About how many belong to it; 0 for fewer than five.</summary>
    public required int Size { get; init; }

    public required bool IsFull { get; init; }

    public required bool IsArchived { get; init; }

    public required bool IsMember { get; init; }

    /// <summary>What the reader is in it; null when they do not belong to it.</summary>
    public required GroupRole? MyRole { get; init; }

    /// <summary>How far the reader has come who wants to join; null when they have not asked.</summary>
    public required ApplicationStanding? MyApplication { get; init; }

    /// <summary>Whether the link that the reader came with is good; null when they came without one.</summary>
    public required bool? IsInvited { get; init; }
}

/// <summary>A group in the admins' list.</summary>
internal sealed record GroupRow(string Slug, string Name, Admission Admission, string AgeBand, bool IsArchived, int Members, int? Capacity, int Requests, int Waiting);

/// <summary>All that an admin sets, and what stands now.</summary>
internal sealed record GroupSettings(Guid Id, string Slug, long Version, long CharterVersion, DateTimeOffset? ArchivedAt, GroupRequest Group);
