using System.ComponentModel.DataAnnotations;

namespace PeerSupport.Content.Modules;

public enum StepKind
{
    Text,
    Reflection,
    Exercise,
    Quiz,
}

/// <summary>A module as its file says it.</summary>
internal sealed record ModuleDocument(string Slug, string Title, string Summary, string Topic, IReadOnlyList<Lesson> Lessons);

internal sealed record Lesson(string Slug, string Title, int Minutes, IReadOnlyList<Step> Steps);

internal sealed record Step(StepKind Kind, string? Question, string Markdown, IReadOnlyList<QuizOption> Options);

internal sealed record QuizOption(string Text, string Feedback, bool Correct);

public sealed record ModuleSummary(string Slug, string Title, string Summary, string Topic, int Lessons, int Minutes);

public sealed record ModuleModel(string Slug, string Title, string Summary, string Topic, IReadOnlyList<LessonSummary> Lessons);

public sealed record LessonSummary(string Slug, string Title, int Minutes);

public sealed record LessonModel(
    string ModuleSlug, string ModuleTitle, string Slug, string Title, int Minutes, IReadOnlyList<StepModel> Steps, string? Next, string? Previous);

public sealed record StepModel(StepKind Kind, string Html, string? Question, IReadOnlyList<OptionModel>? Options);

public sealed record OptionModel(string Text, string FeedbackHtml, bool Correct);

public sealed record ProgressModel(string? Lesson, int Step, bool Completed);

public sealed record ProgressRequest
{
    [Required, StringLength(100, MinimumLength = 1)]
    public string Lesson { get; init; } = "";

    [Range(0, 500)]
    public int Step { get; init; }

    public bool Completed { get; init; }
}
