using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Renderers.Html;
using Markdig.Syntax.Inlines;
using PeerSupport.Content.Articles;

namespace PeerSupport.Content.Rendering;

/// <summary>
/// Turns <c>[@key]</c> into a numbered link to a reference and <c>[[slug|words]]</c> into a link to an article. Working on inlines, and not on
/// the text before, keeps code spans and escaped brackets as they were written.
/// </summary>
internal sealed class ReferenceInlineParser : InlineParser
{
    public ReferenceInlineParser() => OpeningCharacters = ['['];

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        if (processor.Context?.Properties.GetValueOrDefault(typeof(RenderContext)) is not RenderContext context)
        {
            return false;
        }

        return slice.PeekChar() switch
        {
            '@' => Citation(processor, ref slice, context),
            '[' => ArticleLink(processor, ref slice, context),
            _ => false,
        };
    }

    private static bool Citation(InlineProcessor processor, ref StringSlice slice, RenderContext context)
    {
        var end = slice.Text.IndexOf(']', slice.Start);
        if (end < 0 || end > slice.End)
        {
            return false;
        }

        var key = slice.Text[(slice.Start + 2)..end];
        if (context.NumberOf(key) is not { } number)
        {
            return false;
        }

        var link = new LinkInline($"#ref-{number}", context.References[number - 1].Text) { IsClosed = true };
        link.GetAttributes().AddClass("citation");
        link.AppendChild(new LiteralInline($"[{number}]"));
        processor.Inline = link;
        slice.Start = end + 1;
        return true;
    }

    private static bool ArticleLink(InlineProcessor processor, ref StringSlice slice, RenderContext context)
    {
        var end = slice.Text.IndexOf("]]", slice.Start, StringComparison.Ordinal);
        if (end < 0 || end > slice.End)
        {
            return false;
        }

        var inside = slice.Text[(slice.Start + 2)..end].Split('|', 2, StringSplitOptions.TrimEntries);
        var slug = inside[0];
        if (!Slugs.IsSlug(slug))
        {
            return false;
        }

        var known = context.Titles.TryGetValue(slug, out var title);
        var words = inside.Length > 1 && inside[1].Length > 0 ? inside[1] : title ?? slug.Replace('-', ' ');
        if (known)
        {
            var link = new LinkInline($"/learn/{slug}", "") { IsClosed = true };
            link.AppendChild(new LiteralInline(words));
            processor.Inline = link;
        }
        else
        {
            // An article that is not published yet would be a dead end, so its name stands there as plain words.
            processor.Inline = new LiteralInline(words);
        }

        slice.Start = end + 2;
        return true;
    }
}

/// <summary>What a text may point to: the references of its article, and the titles of published articles by slug.</summary>
internal sealed record RenderContext(IReadOnlyList<Reference> References, IReadOnlyDictionary<string, string> Titles)
{
    public static RenderContext Empty { get; } = new([], new Dictionary<string, string>());

    public int? NumberOf(string key)
    {
        for (var index = 0; index < References.Count; index++)
        {
            if (References[index].Key == key)
            {
                return index + 1;
            }
        }

        return null;
    }
}
