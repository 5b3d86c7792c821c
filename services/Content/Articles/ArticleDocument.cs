using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using PeerSupport.Content.Data;

namespace PeerSupport.Content.Articles;

/// <summary>An article as its author writes it. A revision keeps one of these whole, so an old revision never changes under a reader. A null
/// (an empty key of a file) is taken as nothing, so that what reads a document need not ask twice.</summary>
public sealed record ArticleDocument
{
    /// <summary>The one pattern for every address of this service: lower-case words and digits joined by single hyphens.</summary>
    public const string SlugPattern = "^[a-z0-9]+(-[a-z0-9]+)*$";

    [Required, StringLength(200, MinimumLength = 1)]
    public string Title { get; init => field = value ?? ""; } = "";

    [Required, StringLength(100), RegularExpression(SlugPattern)]
    public string Slug { get; init => field = value ?? ""; } = "";

    [MaxLength(30)]
    public IReadOnlyList<string> OtherNames { get; init => field = value ?? []; } = [];

    [Required, StringLength(80, MinimumLength = 1)]
    public string Topic { get; init => field = value ?? ""; } = "";

    [Required, RegularExpression("^(introductory|in depth)$")]
    public string Level { get; init; } = "introductory";

    [Required, StringLength(2_000, MinimumLength = 1)]
    public string Definition { get; init => field = value ?? ""; } = "";

    [Required, StringLength(200, MinimumLength = 1)]
    public string Author { get; init => field = value ?? ""; } = "";

    [StringLength(200)]
    public string? ReviewedBy { get; init; }

    public DateOnly? ReviewedOn { get; init; }

    public DateOnly? ReviewBy { get; init; }

    public ArticleFigure? Figure { get; init; }

    [MaxLength(40)]
    public IReadOnlyList<InfoboxRow> Infobox { get; init => field = value ?? []; } = [];

    [MaxLength(100)]
    public IReadOnlyList<TimelineEntry> Timeline { get; init => field = value ?? []; } = [];

    [StringLength(200_000)]
    public string Body { get; init => field = value ?? ""; } = "";

    [MaxLength(50)]
    public IReadOnlyList<QuestionAndAnswer> Debates { get; init => field = value ?? []; } = [];

    [MaxLength(20)]
    public IReadOnlyList<MediaList> Media { get; init => field = value ?? []; } = [];

    [MaxLength(50)]
    public IReadOnlyList<QuestionAndAnswer> Faq { get; init => field = value ?? []; } = [];

    [MaxLength(300)]
    public IReadOnlyList<Reference> References { get; init => field = value ?? []; } = [];

    [MaxLength(30)]
    public IReadOnlyList<string> Related { get; init => field = value ?? []; } = [];

    /// <summary>Whether both would be kept as the same text; lists compare by what is in them.</summary>
    internal bool IsSameAs(ArticleDocument other) =>
        JsonSerializer.Serialize(this, JsonColumn.Options) == JsonSerializer.Serialize(other, JsonColumn.Options);
}

public sealed record ArticleFigure
{
    [Required, StringLength(100), RegularExpression("^[a-z0-9]+(-[a-z0-9]+)*(\\.svg)?$")]
    public string Name { get; init => field = value ?? ""; } = "";

    [Required, StringLength(500, MinimumLength = 1)]
    public string Alt { get; init => field = value ?? ""; } = "";

    [StringLength(1_000)]
    public string Caption { get; init => field = value ?? ""; } = "";
}

public sealed record InfoboxRow
{
    [Required, StringLength(100, MinimumLength = 1)]
    public string Term { get; init => field = value ?? ""; } = "";

    [MaxLength(20)]
    public IReadOnlyList<string> Values { get; init => field = value ?? []; } = [];
}

public sealed record TimelineEntry
{
    [Required, StringLength(100, MinimumLength = 1)]
    public string Period { get; init => field = value ?? ""; } = "";

    [Required, StringLength(4_000, MinimumLength = 1)]
    public string Text { get; init => field = value ?? ""; } = "";
}

public sealed record QuestionAndAnswer
{
    [Required, StringLength(500, MinimumLength = 1)]
    public string Question { get; init => field = value ?? ""; } = "";

    [Required, StringLength(10_000, MinimumLength = 1)]
    public string Answer { get; init => field = value ?? ""; } = "";
}

public sealed record MediaList
{
    [Required, StringLength(60, MinimumLength = 1)]
    public string Kind { get; init => field = value ?? ""; } = "";

    [MaxLength(60)]
    public IReadOnlyList<MediaItem> Items { get; init => field = value ?? []; } = [];
}

public sealed record MediaItem
{
    [Required, StringLength(300, MinimumLength = 1)]
    public string Title { get; init => field = value ?? ""; } = "";

    [StringLength(200)]
    public string? Creator { get; init; }

    [StringLength(40)]
    public string? Year { get; init; }

    [StringLength(2_000)]
    public string Note { get; init => field = value ?? ""; } = "";
}

public sealed record Reference
{
    [Required, StringLength(60), RegularExpression("^[A-Za-z0-9_-]+$")]
    public string Key { get; init => field = value ?? ""; } = "";

    [Required, StringLength(1_000, MinimumLength = 1)]
    public string Text { get; init => field = value ?? ""; } = "";

    [StringLength(1_000), RegularExpression("^https?://\\S+$")]
    public string? Url { get; init; }
}
