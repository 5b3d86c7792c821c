using System.ComponentModel.DataAnnotations;

namespace PeerSupport.Content.Articles;

public sealed record ArticleSummary(
    Guid Id, string Slug, string Title, string Definition, string Topic, string Level, int ReadingMinutes, DateOnly? ReviewedOn, DateTimeOffset PublishedAt,
    ArticleFigure? Figure);

/// <summary>A name in the index; another name comes with the title of the article that it leads to.</summary>
public sealed record IndexEntry(string Name, string Slug, bool IsOtherName, string Title);

public sealed record TopicCount(string Name, string Slug, int Articles);

public sealed record SectionModel(string Id, string Title, string Html, int ReadingMinutes);

public sealed record TimelineModel(string Period, string Html);

public sealed record AnswerModel(string Question, string Html);

public sealed record MediaListModel(string Kind, IReadOnlyList<MediaItemModel> Items);

public sealed record MediaItemModel(string Title, string? Creator, string? Year, string NoteHtml);

public sealed record ReferenceModel(int Number, string Key, string Text, string? Url);

public sealed record FigureModel(string Name, string Url, string Alt, string Caption);

public sealed record ArticlePage(
    string Slug,
    string Title,
    IReadOnlyList<string> OtherNames,
    string Topic,
    string Level,
    string Definition,
    string DefinitionHtml,
    string Author,
    string? ReviewedBy,
    DateOnly? ReviewedOn,
    DateOnly? ReviewBy,
    FigureModel? Figure,
    IReadOnlyList<InfoboxRow> Infobox,
    IReadOnlyList<TimelineModel> Timeline,
    string? IntroductionHtml,
    IReadOnlyList<SectionModel> Sections,
    IReadOnlyList<AnswerModel> Debates,
    IReadOnlyList<MediaListModel> Media,
    IReadOnlyList<AnswerModel> Faq,
    IReadOnlyList<ReferenceModel> References,
    IReadOnlyList<ArticleSummary> Related,
    int ReadingMinutes,
    DateTimeOffset? PublishedAt,
    int Revision);

/// <summary>The body of a creation, a new draft or a preview.</summary>
public sealed record ArticleRequest
{
    [Required]
    public ArticleDocument Document { get; init; } = null!;
}

public sealed record ArticleSaved(Guid Id, string Etag, int Revision);

public sealed record ArticleSource(
    Guid Id, string Slug, ArticleState State, int LatestRevision, int? PublishedRevision, ArticleDocument Document, IReadOnlyList<RevisionModel> Revisions);

public sealed record RevisionModel(int Number, DateTimeOffset CreatedAt, string CreatedBy);

public sealed record DraftModel(Guid Id, string Slug, string Title, ArticleState State, int LatestRevision, int? PublishedRevision, DateTimeOffset ChangedAt);

public sealed record ImportResult(string Slug, int Revision, bool Changed);
