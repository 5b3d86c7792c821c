namespace PeerSupport.Web.Upstream;

/// <summary>A picture by the name under which content keeps it.</summary>
public sealed record Figure(string Name, string Alt, string? Caption);

/// <summary>An article in a list.</summary>
public sealed record ArticleSummary(
    Guid Id, string Slug, string Title, string Definition, string Topic, string Level, int ReadingMinutes,
    DateOnly? ReviewedOn, DateTimeOffset? PublishedAt, Figure? Figure);

/// <summary>One name in the index; another name leads to the article that has it.</summary>
public sealed record IndexName(string Name, string Slug, bool IsOtherName, string? Title);

public sealed record Fact(string Term, IReadOnlyList<string> Values);

public sealed record TimelineEntry(string Period, string Html);

public sealed record ArticleSection(string Id, string Title, string Html, int ReadingMinutes);

public sealed record Answered(string Question, string Html);

public sealed record MediaItem(string Title, string? Creator, string? Year, string? NoteHtml);

public sealed record MediaList(string Kind, IReadOnlyList<MediaItem> Items);

public sealed record Reference(int Number, string Key, string Text, string? Url);

/// <summary>An article as its page shows it. Everything named Html was cleaned by content.</summary>
public sealed record ArticlePage(
    string Slug, string Title, IReadOnlyList<string>? OtherNames, string Topic, string Level, string DefinitionHtml,
    string? Author, string? ReviewedBy, DateOnly? ReviewedOn, DateOnly? ReviewBy, Figure? Figure,
    IReadOnlyList<Fact>? Infobox, IReadOnlyList<TimelineEntry>? Timeline, IReadOnlyList<ArticleSection>? Sections,
    IReadOnlyList<Answered>? Debates, IReadOnlyList<MediaList>? Media, IReadOnlyList<Answered>? Faq,
    IReadOnlyList<Reference>? References, IReadOnlyList<ArticleSummary>? Related,
    int ReadingMinutes, DateTimeOffset? PublishedAt, int? Revision, string? IntroductionHtml);

public sealed record SearchHit(string Kind, string Slug, string Title, string SnippetHtml);

/// <summary>What was found; help comes first where the words suggest a crisis.</summary>
public sealed record SearchResults(IReadOnlyList<SearchHit> Results, bool HelpFirst);

public sealed record LessonSummary(string Slug, string Title, int Minutes);

/// <summary>A module in the list, with the number of its lessons.</summary>
public sealed record ModuleSummary(string Slug, string Title, string Summary, int Lessons, int Minutes);

public sealed record LearningModule(string Slug, string Title, string Summary, IReadOnlyList<LessonSummary>? Lessons);

public sealed record QuizOption(string Text, string FeedbackHtml, bool Correct);

public sealed record LessonStep(string Kind, string Html, string? Question, IReadOnlyList<QuizOption>? Options);

public sealed record Lesson(string Title, IReadOnlyList<LessonStep> Steps, string? Next, string? Previous);

/// <summary>Where a member is in a module.</summary>
public sealed record Progress(string? Lesson, int Step, bool Completed);

/// <summary>A field of the encyclopedia.</summary>
public sealed record Topic(string Name, string Slug);
