using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace PeerSupport.Screening.Rules;

/// <summary>A rule file as nodes with places, for those who name a line or change one field and leave the rest as it is.</summary>
internal static class YamlText
{
    /// <summary>The mapping that a file is; null when it cannot be read or holds nothing.</summary>
    public static YamlMappingNode? Root(string text)
    {
        try
        {
            var stream = new YamlStream();
            using var reader = new StringReader(text);
            stream.Load(reader);
            return stream.Documents is [var document, ..] ? document.RootNode as YamlMappingNode : null;
        }
        catch (Exception fault) when (IsUnreadable(fault))
        {
            return null;
        }
    }

    /// <summary>The parser has an exception of its own, and meets some texts with another.</summary>
    public static bool IsUnreadable(Exception fault) => fault is YamlException or InvalidOperationException;

    public static IEnumerable<YamlMappingNode> Rules(YamlMappingNode root) =>
        Value(root, "rules") is YamlSequenceNode rules ? rules.Children.OfType<YamlMappingNode>() : [];

    public static YamlNode? Value(YamlMappingNode node, string key) =>
        node.Children.FirstOrDefault(pair => pair.Key is YamlScalarNode scalar && scalar.Value == key).Value;

    public static string? Scalar(YamlMappingNode node, string key) => (Value(node, key) as YamlScalarNode)?.Value;

    /// <summary>The last thing that is written of a node: a block ends, for the parser, where the next thing begins, and a comment between belongs to neither.</summary>
    public static YamlNode Last(YamlNode node) => node switch
    {
        YamlSequenceNode { Style: not YamlDotNet.Core.Events.SequenceStyle.Flow, Children: [.., var last] } => Last(last),
        YamlMappingNode { Style: not YamlDotNet.Core.Events.MappingStyle.Flow, Children.Count: > 0 } mapping => Last(mapping.Children[^1].Value),
        _ => node,
    };
}
