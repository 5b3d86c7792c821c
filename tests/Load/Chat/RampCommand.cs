using System.Globalization;

namespace PeerSupport.Load.Chat;

/// <summary>Rounds in which every contender climbs its ramp in turn, then medians and what they are of one of them.</summary>
internal sealed class RampCommand(LoadOptions options, TextWriter output, Job job)
{
    private readonly Dictionary<string, List<double>> _most = [];
    private readonly Dictionary<string, List<double>> _calm = [];

    public async Task<int> RunAsync()
    {
        await using var contenders = await Contenders.StartAsync(options, job.Groups, job.Size, output);
        foreach (var contender in contenders.All)
            (_most[contender.Name], _calm[contender.Name]) = ([], []);
        for (var round = 1; round <= options.Rounds; round++)
            foreach (var contender in contenders.All)
            {
                var (most, keptUp) = await MeasureAsync(contender, round == 1);
                Print($"round {round}: {contender.Name} holds {most} posts/s{(keptUp ? "" : " or more: beyond that the generator was late, and the round is not counted")}");
            }
        Summarise(contenders.All);
        return 0;
    }

    private async Task<(int Most, bool KeptUp)> MeasureAsync(Contender contender, bool isFirst)
    {
        using var crowd = contender.Join();
        if (isFirst)
            // What is compiled while it runs is compiled before it counts.
            contender.Run(crowd, job.Start, TimeSpan.FromSeconds(options.Number("warmup", 20)), _ => { });
        crowd.Settle();
        await contender.Server.FinishAsync();
        var quiet = contender.Run(crowd, job.Calm, TimeSpan.FromSeconds(4), Print);
        if (!quiet.WasLate && quiet.IsComplete)
            _calm[contender.Name].Add(quiet.P50);
        var found = Ramp.Find(job.Start, options.Refine, rate => contender.Run(crowd, rate, options.StepLength, Print));
        if (found.KeptUp)
            _most[contender.Name].Add(found.Most);
        if (await contender.Server.FinishAsync() is { } rest)
            Print($"  {rest}");
        return found;
    }

    private void Summarise(IReadOnlyList<Contender> contenders)
    {
        Print($"\n{job.Groups} groups of {job.Size}, {options.Rounds} rounds, medians (lowest to highest)");
        Print($"| server | posts/s | deliveries/s | of {job.Baseline} | p50 at {job.Calm} posts/s, ms | of {job.Baseline} |\n|---|---|---|---|---|---|");
        foreach (var contender in contenders)
        {
            var most = _most[contender.Name];
            var baseline = contenders.FirstOrDefault(other => other.Server.Name.StartsWith(job.Baseline, StringComparison.Ordinal) && other.Protocol == contender.Protocol)
                ?? contenders.FirstOrDefault(other => other.Server.Name.StartsWith(job.Baseline, StringComparison.Ordinal));
            var deliveries = most.Count == 0 ? "" : (Median(most) * job.Size).ToString("N0", CultureInfo.InvariantCulture);
            Print($"| {contender.Name} | {Spread(most, "N0")} | {deliveries} | {Ratio(most, baseline, _most)} | {Spread(_calm[contender.Name], "0.0")} | {Ratio(_calm[contender.Name], baseline, _calm)} |");
        }
    }

    private static string Ratio(List<double> values, Contender? baseline, Dictionary<string, List<double>> all) =>
        baseline is null || values.Count == 0 || all[baseline.Name] is not { Count: > 0 } others ? "" : (Median(values) / Median(others)).ToString("0.00", CultureInfo.InvariantCulture);

    internal static string Spread(List<double> values, string format) => values.Count == 0
        ? "not reported"
        : string.Create(CultureInfo.InvariantCulture, $"{Median(values).ToString(format, CultureInfo.InvariantCulture)} ({values.Min().ToString(format, CultureInfo.InvariantCulture)} to {values.Max().ToString(format, CultureInfo.InvariantCulture)})");

    internal static double Median(List<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private void Print(string line) => output.WriteLine(line);
}
