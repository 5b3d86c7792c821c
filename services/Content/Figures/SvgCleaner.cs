using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace PeerSupport.Content.Figures;

/// <summary>
/// Keeps the shapes and words of a drawing and drops everything else. An SVG is a document that can run scripts, load other addresses and carry
/// HTML; a list of what is good misses nothing that somebody invents later.
/// </summary>
internal static class SvgCleaner
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private static readonly HashSet<string> Elements =
    [
        "svg", "g", "defs", "symbol", "use", "title", "desc", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan",
        "linearGradient", "radialGradient", "stop", "clipPath", "mask", "pattern", "marker",
    ];

    private static readonly HashSet<string> Attributes =
    [
        "id", "class", "viewBox", "width", "height", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "rx", "ry", "fx", "fy", "d", "points", "dx", "dy",
        "transform", "fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-opacity", "stroke-linecap", "stroke-linejoin",
        "stroke-dasharray", "stroke-dashoffset", "stroke-miterlimit", "opacity", "color", "font-family", "font-size", "font-weight", "font-style",
        "letter-spacing", "text-anchor", "dominant-baseline", "rotate", "textLength", "lengthAdjust", "offset", "stop-color", "stop-opacity",
        "gradientUnits", "gradientTransform", "spreadMethod", "clip-path", "clip-rule", "clipPathUnits", "mask", "maskUnits", "maskContentUnits",
        "patternUnits", "patternContentUnits", "patternTransform", "marker-start", "marker-mid", "marker-end", "markerWidth", "markerHeight",
        "markerUnits", "refX", "refY", "orient", "preserveAspectRatio", "role", "aria-label", "aria-labelledby", "aria-hidden", "version",
        "vector-effect", "focusable",
    ];

    /// <exception cref="FileFormatException">The text is no SVG.</exception>
    public static byte[] Clean(Stream source)
    {
        XElement root;
        try
        {
            // Without a DTD there are no entities: none from outside, and none that grow to fill the memory.
            using var reader = XmlReader.Create(source, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = 1_000_000 });
            root = XElement.Load(reader);
        }
        catch (XmlException exception)
        {
            throw new FileFormatException($"line {exception.LineNumber}", $"The drawing is not well-formed XML: {exception.Message}");
        }

        if (root.Name != Svg + "svg")
        {
            throw new FileFormatException("svg", "The outermost element must be an svg of the namespace http://www.w3.org/2000/svg.");
        }

        var cleaned = Copy(root, 0);
        return Encoding.UTF8.GetBytes(cleaned.ToString(SaveOptions.DisableFormatting));
    }

    private static XElement Copy(XElement element, int depth)
    {
        var copy = new XElement(element.Name);
        foreach (var attribute in element.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration))
        {
            if (IsReference(attribute.Name) ? IsInside(attribute.Value) : attribute.Name.Namespace == XNamespace.None
                && Attributes.Contains(attribute.Name.LocalName) && IsHarmless(attribute.Value))
            {
                copy.SetAttributeValue(IsReference(attribute.Name) ? "href" : attribute.Name, attribute.Value);
            }
        }

        foreach (var node in element.Nodes())
        {
            if (node is XText text)
            {
                copy.Add(new XText(text.Value));
            }
            else if (node is XElement child && child.Name.Namespace == Svg && Elements.Contains(child.Name.LocalName) && depth < 64)
            {
                copy.Add(Copy(child, depth + 1));
            }
        }

        return copy;
    }

    private static bool IsReference(XName name) =>
        name.LocalName == "href" && (name.Namespace == XNamespace.None || name.NamespaceName == "http://www.w3.org/1999/xlink");

    private static bool IsInside(string value) => value.StartsWith('#');

    /// <summary>A paint such as <c>url(#shade)</c> points into the drawing; any other address, however it is written, does not stay.</summary>
    private static bool IsHarmless(string value)
    {
        if (value.Contains('\\', StringComparison.Ordinal) || value.Contains("javascript:", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        for (var at = value.IndexOf("url(", StringComparison.OrdinalIgnoreCase); at >= 0; at = value.IndexOf("url(", at + 4, StringComparison.OrdinalIgnoreCase))
        {
            if (!value[(at + 4)..].TrimStart(' ', '\'', '"').StartsWith('#'))
            {
                return false;
            }
        }

        return true;
    }
}
