using System.Text.Json;

namespace PeerSupport.Screening.Tests;

/// <summary>A labelled message. Examples/README.md describes the fields.</summary>
internal sealed record Example(string Id, string Text, string[] Labels, Risk Risk, bool HardNegative, string[] Tags)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static IReadOnlyList<Example> All { get; } = [.. Files().SelectMany(File.ReadLines).Where(line => line.Length > 0).Select(Parse)];

    public bool Harmless => Labels.Length == 0;

    private static IEnumerable<string> Files() => Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Examples"), "*.jsonl").Order(StringComparer.Ordinal);

    private static Example Parse(string line)
    {
        var entry = JsonSerializer.Deserialize<Entry>(line, Json)!;
        return new(entry.Id, entry.Text, [.. entry.Labels.Where(label => label != "none")], Enum.Parse<Risk>(entry.Risk, ignoreCase: true), entry.Hard_negative, entry.Tags ?? []);
    }

    private sealed record Entry(string Id, string Text, string[] Labels, string Risk, bool Hard_negative, string[]? Tags);
}
