using System.Text.RegularExpressions;
using PeerSupport.Content.Rendering;

namespace PeerSupport.Content.Modules;

/// <summary>Reads a module from a file; the README of this service shows the form.</summary>
internal static partial class ModuleFile
{
    private const int MaximumLessons = 60;

    [GeneratedRegex(@"^#\s+Lesson:\s*(?<title>.+?)\s*(\{#(?<slug>[a-z0-9-]+)\})?\s*$")]
    private static partial Regex LessonHeading();

    [GeneratedRegex(@"^##\s+(?<kind>[A-Za-z]+)\s*(:\s*(?<question>.+?))?\s*$")]
    private static partial Regex StepHeading();

    [GeneratedRegex(@"^- \[(?<right>[ xX])\]\s+(?<text>.+)$")]
    private static partial Regex OptionLine();

    public static ModuleDocument Read(string file)
    {
        var (fields, _) = FrontMatter.Read<Fields>(file);
        var (_, _, firstLine) = FrontMatter.Split(file);
        Require(fields.Title, "title", 200);
        Require(fields.Slug, "slug", 100);
        Require(fields.Summary, "summary", 1_000);
        Require(fields.Topic, "topic", 80);
        if (!Slugs.IsSlug(fields.Slug!))
        {
            throw new FileFormatException("slug", $"“{fields.Slug}” is no address: use lower-case letters, digits and single hyphens.");
        }

        var lines = file.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n');
        var reader = new Reader();
        for (var number = firstLine; number <= lines.Length; number++)
        {
            reader.Take(lines[number - 1], number);
        }

        var lessons = reader.Finish();
        if (lessons.Count is 0 or > MaximumLessons)
        {
            throw new FileFormatException("lessons", $"A module has 1 to {MaximumLessons} lessons, each under “# Lesson: its title”.");
        }

        if (lessons.GroupBy(lesson => lesson.Slug).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new FileFormatException("lessons", $"Two lessons have the address “{twice.Key}”. Give one of them another with {{#address}}.");
        }

        return new ModuleDocument(fields.Slug!, fields.Title!, fields.Summary!, fields.Topic!, lessons);
    }

    private static void Require(string? value, string field, int maximum)
    {
        if (string.IsNullOrWhiteSpace(value) || value.Length > maximum)
        {
            throw new FileFormatException(field, $"“{field}” is required and has at most {maximum} characters.");
        }
    }

    private sealed class Fields
    {
        public string? Title { get; set; }

        public string? Slug { get; set; }

        public string? Summary { get; set; }

        public string? Topic { get; set; }
    }

    /// <summary>Goes through the lines once and knows which lesson and which step it is in.</summary>
    private sealed class Reader
    {
        private readonly List<Lesson> _lessons = [];
        private readonly List<Step> _steps = [];
        private readonly List<string> _text = [];
        private readonly List<QuizOption> _options = [];
        private (string Title, string Slug, int Line)? _lesson;
        private (StepKind Kind, string? Question, int Line)? _step;

        public void Take(string line, int number)
        {
            if (line.StartsWith("# ", StringComparison.Ordinal))
            {
                CloseLesson();
                var heading = LessonHeading().Match(line);
                if (!heading.Success)
                {
                    throw Wrong(number, "A first-level heading begins a lesson: “# Lesson: its title”.");
                }

                var title = heading.Groups["title"].Value;
                var slug = heading.Groups["slug"].Success ? heading.Groups["slug"].Value : Slugs.From(title);
                _lesson = Slugs.IsSlug(slug) ? (title, slug, number) : throw Wrong(number, "The lesson needs an address such as {#first-steps}.");
            }
            else if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                CloseStep();
                var heading = StepHeading().Match(line);
                if (_lesson is null || !heading.Success || !Enum.TryParse<StepKind>(heading.Groups["kind"].Value, ignoreCase: true, out var kind)
                    || !Enum.IsDefined(kind))
                {
                    throw Wrong(number, "A second-level heading begins a step of a lesson: Text, Reflection, Exercise or Quiz, with its question after a colon.");
                }

                var question = heading.Groups["question"].Success ? heading.Groups["question"].Value : null;
                _step = question is null && (kind is StepKind.Quiz or StepKind.Reflection)
                    ? throw Wrong(number, $"A {kind.ToString().ToLowerInvariant()} needs its question after a colon.")
                    : (kind, question, number);
            }
            else if (_step is null)
            {
                if (line.Trim().Length > 0)
                {
                    throw Wrong(number, "Text must stand in a step, under a heading such as “## Text”.");
                }
            }
            else if (_step.Value.Kind == StepKind.Quiz && OptionLine().Match(line) is { Success: true } option)
            {
                _options.Add(new QuizOption(option.Groups["text"].Value.Trim(), "", option.Groups["right"].Value != " "));
            }
            else if (_step.Value.Kind == StepKind.Quiz && _options.Count > 0 && line.TrimStart().StartsWith('>'))
            {
                var last = _options[^1];
                _options[^1] = last with { Feedback = $"{last.Feedback} {line.TrimStart()[1..].Trim()}".Trim() };
            }
            else
            {
                _text.Add(line);
            }
        }

        public List<Lesson> Finish()
        {
            CloseLesson();
            return _lessons;
        }

        private void CloseLesson()
        {
            CloseStep();
            if (_lesson is not { } lesson)
            {
                return;
            }

            if (_steps.Count == 0)
            {
                throw Wrong(lesson.Line, "This lesson has no step.");
            }

            var words = _steps.Sum(step => MarkdownRenderer.Words(step.Markdown) + step.Options.Sum(option => MarkdownRenderer.Words(option.Text + " " + option.Feedback)));
            // A step that asks something takes about a minute beyond its reading.
            var minutes = MarkdownRenderer.Minutes(words) + _steps.Count(step => step.Kind != StepKind.Text);
            _lessons.Add(new Lesson(lesson.Slug, lesson.Title, minutes, [.. _steps]));
            _steps.Clear();
            _lesson = null;
        }

        private void CloseStep()
        {
            if (_step is not { } step)
            {
                return;
            }

            if (step.Kind == StepKind.Quiz)
            {
                if (_options.Count < 2 || !_options.Exists(option => option.Correct))
                {
                    throw Wrong(step.Line, "A quiz needs at least two options, “- [ ] words”, and at least one right one, “- [x] words”.");
                }

                if (_options.Find(option => option.Feedback.Length == 0) is { } silent)
                {
                    throw Wrong(step.Line, $"The option “{silent.Text}” needs feedback: an indented line after it that begins with “>”.");
                }
            }

            _steps.Add(new Step(step.Kind, step.Question, string.Join('\n', _text).Trim('\n'), [.. _options]));
            _text.Clear();
            _options.Clear();
            _step = null;
        }

        private static FileFormatException Wrong(int line, string message) => new($"line {line}", message);
    }
}
