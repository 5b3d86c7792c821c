using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using PeerSupport.Content.Articles;
using PeerSupport.Content.Data;

namespace PeerSupport.Content.Rendering;

/// <summary>Makes the page of an article out of its document, with the links that lead somewhere today.</summary>
internal static partial class ArticleRenderer
{
    [GeneratedRegex(@"\[\[([a-z0-9-]+)")]
    private static partial Regex LinkedSlug();

    public static async Task<ArticlePage> PageAsync(
        ContentDb db, ArticleDocument document, DateTimeOffset? publishedAt, int revision, CancellationToken cancellation)
    {
        var context = new RenderContext(document.References, await TitlesAsync(db, AllText(document), cancellation));
        var found = await db.Articles.AsNoTracking()
            .Where(article => article.State == ArticleState.Published && document.Related.Contains(article.Slug))
            .Select(article => article.Summary!)
            .ToListAsync(cancellation);
        var related = document.Related.Select(slug => found.Find(summary => summary.Slug == slug)).OfType<ArticleSummary>().ToList();

        // Words before the first heading introduce the article; they have no place in its table of contents.
        var sections = MarkdownRenderer.Sections(document.Body, context).ToLookup(part => part.Title.Length == 0);

        return new ArticlePage(
            document.Slug, document.Title, document.OtherNames, document.Topic, document.Level,
            MarkdownRenderer.Text(document.Definition, context), Html(document.Definition),
            document.Author, document.ReviewedBy, document.ReviewedOn, document.ReviewBy,
            document.Figure is { } figure ? new FigureModel(figure.Name, $"/api/content/figures/{figure.Name}", figure.Alt, figure.Caption) : null,
            document.Infobox,
            [.. document.Timeline.Select(entry => new TimelineModel(entry.Period, Html(entry.Text)))],
            sections[true].FirstOrDefault()?.Html,
            [.. sections[false].Select(part => new SectionModel(part.Id, part.Title, part.Html, part.ReadingMinutes))],
            [.. document.Debates.Select(debate => new AnswerModel(debate.Question, Html(debate.Answer)))],
            [.. document.Media.Select(list => new MediaListModel(
                list.Kind, [.. list.Items.Select(item => new MediaItemModel(item.Title, item.Creator, item.Year, Html(item.Note)))]))],
            [.. document.Faq.Select(entry => new AnswerModel(entry.Question, Html(entry.Answer)))],
            [.. document.References.Select((reference, index) => new ReferenceModel(index + 1, reference.Key, reference.Text, reference.Url))],
            related, ReadingMinutes(document), publishedAt, revision);

        string Html(string markdown) => MarkdownRenderer.Html(markdown, context);
    }

    public static async Task<Dictionary<string, string>> TitlesAsync(ContentDb db, string markdown, CancellationToken cancellation)
    {
        var slugs = LinkedSlug().Matches(markdown).Select(match => match.Groups[1].Value).Distinct().ToList();
        return slugs.Count == 0
            ? []
            : await db.SearchEntries.AsNoTracking()
                .Where(entry => entry.Kind == "article" && slugs.Contains(entry.Slug))
                .ToDictionaryAsync(entry => entry.Slug, entry => entry.Title, cancellation);
    }

    public static int ReadingMinutes(ArticleDocument document) =>
        MarkdownRenderer.Minutes(MarkdownRenderer.Words(MarkdownRenderer.Text(AllText(document), RenderContext.Empty)));

    /// <summary>Every text that a reader reads, as one Markdown text.</summary>
    public static string AllText(ArticleDocument document) => string.Join("\n\n", [
        document.Definition,
        document.Body,
        .. document.Timeline.Select(entry => entry.Text),
        .. document.Debates.SelectMany(entry => new[] { entry.Question, entry.Answer }),
        .. document.Faq.SelectMany(entry => new[] { entry.Question, entry.Answer }),
        .. document.Media.SelectMany(list => list.Items).SelectMany(item => new[] { item.Title, item.Note }),
    ]);
}
