using System.ComponentModel.DataAnnotations;

namespace PeerSupport.Chat.Groups;

/// <summary>A group as an admin describes it.</summary>
/// <param name="Name">1 to 100 characters.</param>
/// <param name="Purpose">Whom it is for, up to 1,000 characters.</param>
/// <param name="Language">A language code such as <c>en</c>.</param>
/// <param name="Topic">The encyclopedia's topic it stands next to.</param>
/// <param name="Cover">Up to 2,000 characters for the group's page.</param>
/// <param name="Charter">What every member agrees to, one sentence each.</param>
/// <param name="Facilitators">The names of those who look after it.</param>
public sealed record GroupRequest(
    [property: Required, StringLength(100, MinimumLength = 1)] string Name,
    [property: Required, StringLength(1000, MinimumLength = 1)] string Purpose,
    [property: Required, RegularExpression("^[a-z]{2,3}(-[A-Za-z]{2,4})?$")] string Language,
    [property: StringLength(100)] string? Topic,
    [property: StringLength(2000)] string? Cover,
    [property: Required, MinLength(1), MaxLength(20)] string[] Charter,
    [property: MaxLength(20)] string[]? Facilitators);

internal sealed record GroupSummary(Guid Id, string Slug, string Name, string Purpose, string Language, string? Topic);

internal sealed record GroupDetail(
    Guid Id,
    string Slug,
    string Name,
    string Purpose,
    string Language,
    string? Topic,
    string[] Charter,
    string[] Facilitators,
    string? Cover,
    bool IsMember);
