using System.Text.Json;

namespace PeerSupport.Screening.Training;

/// <summary>A labelled message, who wrote it (the name of its file up to the number) and the folder it came from. Corpus/README.md describes the fields.</summary>
internal sealed record Example(string Text, IReadOnlySet<string> Labels, Risk Risk, bool HardNegative, string Author, string Folder)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public bool Harmless => Risk == Risk.None;

    public bool Plain => Harmless && !HardNegative;

    /// <summary>Whether a head of the model should say yes.</summary>
    public bool Answers(string head) => head switch
    {
        "urgent" => Risk >= Risk.High,
        "critical" => Risk == Risk.Critical,
        _ => Labels.Contains(head),
    };

    /// <summary>Reads the messages of all files of some folders, in the order of the files' names; a text that occurs twice is taken once.</summary>
    /// <exception cref="FormatException">A line is not a labelled message.</exception>
    public static List<Example> Read(IEnumerable<string> folders) =>
        [.. folders.SelectMany(folder => Directory.EnumerateFiles(folder, "*.jsonl").Order(StringComparer.Ordinal))
            .SelectMany(file => File.ReadLines(file).Where(line => line.Length > 0).Select((line, i) => Parse(line, file, i + 1))).DistinctBy(example => example.Text.Trim())];

    private static Example Parse(string line, string file, int number)
    {
        try
        {
            var row = JsonSerializer.Deserialize<Row>(line, Json)!;
            var labels = row.Labels.Where(label => label != "none").ToHashSet();
            var risk = Enum.Parse<Risk>(row.Risk, ignoreCase: true);
            if (string.IsNullOrWhiteSpace(row.Text) || labels.Except(Screening.Labels.All).Any() || labels.Count == 0 != (risk == Risk.None))
                throw new FormatException("text, labels or risk do not fit together.");
            var name = Path.GetFileNameWithoutExtension(file);
            return new(row.Text, labels, risk, row.HardNegative && risk == Risk.None, name.LastIndexOf('-') is > 0 and var end ? name[..end] : name, Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(file))!));
        }
        catch (Exception fault) when (fault is JsonException or ArgumentException or FormatException)
        {
            throw new FormatException($"{Path.GetFileName(file)}, line {number}: {fault.Message}", fault);
        }
    }

    private sealed record Row(string Text, string[] Labels, string Risk, bool HardNegative);
}
