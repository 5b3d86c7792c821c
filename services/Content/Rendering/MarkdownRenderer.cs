using Ganss.Xss;
using Markdig;
using Markdig.Parsers.Inlines;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;

namespace PeerSupport.Content.Rendering;

/// <summary>A part of a body under one second-level heading; the lead before the first has an empty title.</summary>
internal sealed record RenderedSection(string Id, string Title, string Html, int ReadingMinutes);

/// <summary>
/// Markdown to HTML twice guarded: raw HTML is off in the parser, and what comes out passes an allow-list, so that a link with a script for an
/// address, or a flaw in the parser, does not reach a reader.
/// </summary>
internal static class MarkdownRenderer
{
    private const int WordsPerMinute = 220;
    private static readonly MarkdownPipeline Pipeline = BuildPipeline();
    private static readonly HtmlSanitizer Sanitizer = BuildSanitizer();

    public static string Html(string markdown, RenderContext context)
    {
        var document = Parse(markdown, context);
        GiveIdsToHeadings(document, []);
        return Sanitizer.Sanitize(Render(document));
    }

    public static IReadOnlyList<RenderedSection> Sections(string markdown, RenderContext context)
    {
        var document = Parse(markdown, context);
        var ids = new HashSet<string>(StringComparer.Ordinal);
        GiveIdsToHeadings(document, ids);

        var sections = new List<RenderedSection>();
        var (id, title) = ("lead", "");
        var blocks = new List<Block>();
        foreach (var block in document.ToList())
        {
            if (block is HeadingBlock { Level: <= 2 } heading)
            {
                Close();
                (id, title) = (heading.GetAttributes().Id ?? "", PlainText.Of(heading));
            }
            else
            {
                blocks.Add(block);
            }
        }

        Close();
        return sections;

        void Close()
        {
            if (blocks.Count == 0 && title.Length == 0)
            {
                return;
            }

            var html = Sanitizer.Sanitize(string.Concat(blocks.Select(Render)));
            var words = blocks.Sum(block => Words(PlainText.Of(block)));
            sections.Add(new RenderedSection(id, title, html, Minutes(words)));
            blocks.Clear();
        }
    }

    /// <summary>The words alone, for search and for counting; citations and markup are gone.</summary>
    public static string Text(string markdown, RenderContext context) => PlainText.Of(Parse(markdown, context));

    public static int Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;

    public static int Minutes(int words) => Math.Max(1, (int)Math.Round(words / (double)WordsPerMinute, MidpointRounding.AwayFromZero));

    private static MarkdownDocument Parse(string markdown, RenderContext context)
    {
        var parserContext = new MarkdownParserContext();
        parserContext.Properties[typeof(RenderContext)] = context;
        return Markdown.Parse(markdown, Pipeline, parserContext);
    }

    private static string Render(MarkdownObject block)
    {
        using var writer = new StringWriter();
        var renderer = new HtmlRenderer(writer);
        Pipeline.Setup(renderer);
        renderer.Render(block);
        return writer.ToString();
    }

    private static void GiveIdsToHeadings(MarkdownDocument document, HashSet<string> taken)
    {
        foreach (var heading in document.Descendants<HeadingBlock>())
        {
            // A page has one first-level heading, its title, and it is not in the body.
            heading.Level = Math.Max(2, heading.Level);
            var wanted = Slugs.From(PlainText.Of(heading)) is { Length: > 0 } slug ? slug : "section";
            var id = wanted;
            for (var number = 2; !taken.Add(id); number++)
            {
                id = $"{wanted}-{number}";
            }

            heading.GetAttributes().Id = id;
        }
    }

    private static MarkdownPipeline BuildPipeline()
    {
        var builder = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables();
        builder.InlineParsers.InsertBefore<LinkInlineParser>(new ReferenceInlineParser());
        return builder.Build();
    }

    private static HtmlSanitizer BuildSanitizer()
    {
        var sanitizer = new HtmlSanitizer(new HtmlSanitizerOptions
        {
            AllowedTags = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
            {
                "p", "br", "hr", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "strong", "em", "code", "pre", "blockquote", "a", "sup", "sub",
                "table", "thead", "tbody", "tr", "th", "td", "div",
            },
            AllowedAttributes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "href", "title", "id", "class", "rel", "start" },
            AllowedSchemes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "http", "https", "mailto" },
            UriAttributes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "href" },
            AllowedCssProperties = new HashSet<string>(),
        });
        sanitizer.PostProcessNode += (_, node) =>
        {
            // An outside page must learn neither which page sent the reader nor hold a handle on this window.
            if (node.Node is AngleSharp.Dom.IElement { LocalName: "a" } link
                && link.GetAttribute("href") is { } href && href.StartsWith("http", StringComparison.OrdinalIgnoreCase))
            {
                link.SetAttribute("rel", "noopener noreferrer");
            }
        };
        return sanitizer;
    }
}
