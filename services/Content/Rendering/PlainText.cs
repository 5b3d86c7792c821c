using System.Text;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace PeerSupport.Content.Rendering;

internal static class PlainText
{
    public static string Of(MarkdownObject part)
    {
        var text = new StringBuilder();
        Append(part, text);
        return text.ToString().Trim();
    }

    private static void Append(MarkdownObject part, StringBuilder text)
    {
        switch (part)
        {
            case LiteralInline literal:
                text.Append(literal.Content.AsSpan());
                break;
            case CodeInline code:
                text.Append(code.Content);
                break;
            case LineBreakInline:
                text.Append(' ');
                break;
            case LinkInline link when link.TryGetAttributes()?.Classes?.Contains("citation") == true:
                break;
            case ContainerInline inlines:
                foreach (var inline in inlines)
                {
                    Append(inline, text);
                }

                break;
            case ContainerBlock blocks:
                foreach (var block in blocks)
                {
                    Append(block, text);
                }

                break;
            case LeafBlock { Inline: { } inline }:
                Append(inline, text);
                text.Append('\n');
                break;
            case CodeBlock code:
                text.Append(code.Lines.ToString()).Append('\n');
                break;
            default:
                break;
        }
    }
}
