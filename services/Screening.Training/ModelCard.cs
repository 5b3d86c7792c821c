using PeerSupport.Screening.Model;

namespace PeerSupport.Screening.Training;

/// <summary>What is known of a model, as Markdown: figures of cross-validation for rules alone, the model alone, and both.</summary>
internal sealed class ModelCard(IReadOnlyList<Example> examples, IReadOnlyList<float[]> scores, float[] thresholds, Screener rules)
{
    private readonly List<Reading> _readings = [.. examples.Select((example, i) => Read(example, scores[i], thresholds, rules))];

    public void Print(TextWriter output)
    {
        output.WriteLine($"{examples.Count} messages by {examples.Select(example => example.Author).Distinct().Count()} authors. Each was scored by a model that had read only the other authors.");
        foreach (var folder in examples.Select(example => example.Folder).Distinct())
            Measures(output, folder);
        output.WriteLine();
        output.WriteLine("| label | messages | threshold | precision rules / model / both | recall | F1 |");
        output.WriteLine("|---|---|---|---|---|---|");
        foreach (var (label, name) in Labels.All.Index())
        {
            var three = Three.Select(way => Judge(name, way.Labels)).ToList();
            output.WriteLine($"| `{name}` | {examples.Count(example => example.Labels.Contains(name))} | {thresholds[label]:0.00} | {Row(three, one => one.Precision)} | {Row(three, one => one.Recall)} | {Row(three, one => one.F1)} |");
        }
        output.WriteLine($"| macro-F1 | | | | | {Row([.. Three], way => Labels.All.Average(label => Judge(label, way.Labels).F1))} |");
        output.WriteLine();
        output.WriteLine($"Thresholds of the two heads of urgency: urgent {thresholds[Heads.Urgent]:0.00}, critical {thresholds[Heads.Critical]:0.00}.");
    }

    private static (Func<Reading, IReadOnlySet<string>> Labels, Func<Reading, Risk> Risk)[] Three { get; } =
        [(row => row.Rules, row => row.RulesRisk), (row => row.Model, row => row.ModelRisk), (row => row.Both, row => row.BothRisk)];

    private void Measures(TextWriter output, string folder)
    {
        var rows = _readings.Where(row => row.Example.Folder == folder).ToList();
        output.WriteLine();
        output.WriteLine($"| {folder}, {rows.Count} messages | rules | model | both |");
        output.WriteLine("|---|---|---|---|");
        Line("critical found as high or critical", row => row.Risk == Risk.Critical, Risk.High);
        Line("high found as medium or above", row => row.Risk == Risk.High, Risk.Medium);
        Line("plain harmless flagged", row => row.Plain, Risk.Low);
        Line("plain harmless escalated", row => row.Plain, Risk.High);
        Line("hard negatives flagged", row => row.HardNegative, Risk.Low);
        Line("hard negatives escalated", row => row.HardNegative, Risk.High);
        output.WriteLine($"| what is escalated deserves it | {string.Join(" | ", Three.Select(way => Share(rows.Where(row => way.Risk(row) >= Risk.High), row => row.Example.Risk >= Risk.High)))} |");

        void Line(string name, Func<Example, bool> among, Risk least) =>
            output.WriteLine($"| {name} | {string.Join(" | ", Three.Select(way => Share(rows.Where(row => among(row.Example)), row => way.Risk(row) >= least)))} |");
    }

    private static string Share(IEnumerable<Reading> rows, Func<Reading, bool> counts) => rows.Any() ? $"{rows.Average(row => counts(row) ? 1.0 : 0):0.00}" : "-";

    private static string Row<T>(IReadOnlyList<T> ways, Func<T, double> figure) => string.Join(" / ", ways.Select(way => $"{figure(way):0.00}"));

    private (double Precision, double Recall, double F1) Judge(string label, Func<Reading, IReadOnlySet<string>> found)
    {
        var hits = _readings.Count(row => row.Example.Labels.Contains(label) && found(row).Contains(label));
        var (reported, there) = (_readings.Count(row => found(row).Contains(label)), _readings.Count(row => row.Example.Labels.Contains(label)));
        return (hits / Math.Max(1.0, reported), hits / Math.Max(1.0, there), 2.0 * hits / Math.Max(1, reported + there));
    }

    private static Reading Read(Example example, float[] scores, float[] thresholds, Screener rules)
    {
        var verdict = rules.Screen(example.Text);
        var raised = new Risk[Labels.All.Count];
        Raising.Decide(thresholds, scores, raised);
        var model = Labels.All.Where((_, label) => raised[label] > Risk.None).ToHashSet();
        return new(example, verdict.Labels.ToHashSet(), verdict.Risk, model, raised.Max(), model.Union(verdict.Labels).ToHashSet(), (Risk)Math.Max((int)verdict.Risk, (int)raised.Max()));
    }

    private sealed record Reading(
        Example Example, IReadOnlySet<string> Rules, Risk RulesRisk, IReadOnlySet<string> Model, Risk ModelRisk, IReadOnlySet<string> Both, Risk BothRisk);
}
