using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace PeerSupport.Content;

/// <summary>A file that cannot be read, in words for the person who wrote it.</summary>
internal sealed class FileFormatException(string field, string message) : Exception(message)
{
    public string Field { get; } = field;
}

/// <summary>A file of two parts: fields in YAML between two lines of three hyphens, then Markdown.</summary>
internal static class FrontMatter
{
    private static readonly IDeserializer Deserializer = new DeserializerBuilder()
        .WithNamingConvention(CamelCaseNamingConvention.Instance)
        .WithDuplicateKeyChecking()
        .WithTypeConverter(new DateOnlyConverter())
        .WithNodeTypeResolver(new ReadOnlyListResolver())
        .Build();

    public static (T Fields, string Markdown) Read<T>(string file)
        where T : new()
    {
        var (yaml, markdown, _) = Split(file);
        try
        {
            return (Deserializer.Deserialize<T>(yaml) ?? new T(), markdown);
        }
        catch (YamlException exception)
        {
            // Line 1 of the file is the opening line of hyphens, so the reader's line is one more than the parser's.
            var cause = exception.InnerException is { } inner ? $"{exception.Message} {inner.Message}" : exception.Message;
            throw new FileFormatException($"line {exception.Start.Line + 1}", cause);
        }
    }

    /// <summary>The parts, and the number of the file's line on which the Markdown begins.</summary>
    public static (string Yaml, string Markdown, int FirstLine) Split(string file)
    {
        var lines = file.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n');
        if (lines[0].TrimEnd() != "---")
        {
            throw new FileFormatException("line 1", "The file must begin with a line of three hyphens, and the fields after it.");
        }

        var end = Array.FindIndex(lines, 1, line => line.TrimEnd() == "---");
        if (end < 0)
        {
            throw new FileFormatException($"line {lines.Length}", "The fields must end with a line of three hyphens.");
        }

        return (string.Join('\n', lines[1..end]), string.Join('\n', lines[(end + 1)..]).Trim('\n'), end + 2);
    }

    /// <summary>The reader of YAML can fill a list, and does not know that one will do where a read-only list is asked for.</summary>
    private sealed class ReadOnlyListResolver : INodeTypeResolver
    {
        public bool Resolve(NodeEvent? nodeEvent, ref Type currentType)
        {
            if (!currentType.IsGenericType || currentType.GetGenericTypeDefinition() != typeof(IReadOnlyList<>))
            {
                return false;
            }

            currentType = typeof(List<>).MakeGenericType(currentType.GetGenericArguments());
            return true;
        }
    }

    private sealed class DateOnlyConverter : IYamlTypeConverter
    {
        public bool Accepts(Type type) => type == typeof(DateOnly) || type == typeof(DateOnly?);

        public object? ReadYaml(IParser parser, Type type, ObjectDeserializer rootDeserializer)
        {
            var scalar = parser.Consume<Scalar>();
            if (scalar.Value.Length == 0 || scalar.Value == "null")
            {
                return null;
            }

            return DateOnly.TryParseExact(scalar.Value, "yyyy-MM-dd", out var date)
                ? date
                : throw new YamlException(scalar.Start, scalar.End, $"“{scalar.Value}” is not a date like 2026-10-01.");
        }

        public void WriteYaml(IEmitter emitter, object? value, Type type, ObjectSerializer serializer) => throw new NotSupportedException();
    }
}
