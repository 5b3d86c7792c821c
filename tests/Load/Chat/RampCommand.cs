using System.Globalization;

namespace PeerSupport.Load.Chat;

/// <summary>Rounds in which every contender climbs its ramp in turn, then medians and what they are of the bare hub's.</summary>
internal sealed class RampCommand(LoadOptions options, TextWriter output, int groups, int size, int calm, int start)
{
    private readonly Dictionary<string, List<double>> _most = [];
    private readonly Dictionary<string, List<double>> _calm = [];

    public async Task<int> RunAsync()
    {
        await using var contenders = await Contenders.StartAsync(options, groups, size, output);
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
            contender.Run(crowd, start, TimeSpan.FromSeconds(options.Number("warmup", 20)), _ => { });
        crowd.Settle();
        await contender.Server.FinishAsync();
        var quiet = contender.Run(crowd, calm, TimeSpan.FromSeconds(4), Print);
        if (!quiet.WasLate && quiet.IsComplete)
            _calm[contender.Name].Add(quiet.P50);
        var found = Ramp.Find(start, options.Refine, rate => contender.Run(crowd, rate, options.StepLength, Print));
        if (found.KeptUp)
            _most[contender.Name].Add(found.Most);
        if (await contender.Server.FinishAsync() is { } rest)
            Print($"  {rest}");
        return found;
    }

    private void Summarise(IReadOnlyList<Contender> contenders)
    {
        Print($"\n{groups} groups of {size}, {options.Rounds} rounds, medians (lowest to highest)");
        Print("| server | posts/s | deliveries/s | of the bare hub | p50 at the calm rate, ms |\n|---|---|---|---|---|");
        foreach (var contender in contenders)
        {
            var most = _most[contender.Name];
            var bare = contenders.FirstOrDefault(other => other.Server.Name == "bare" && other.Protocol == contender.Protocol);
            var ratio = bare is null || _most[bare.Name].Count == 0 || most.Count == 0 ? "" : (Median(most) / Median(_most[bare.Name])).ToString("0.00", CultureInfo.InvariantCulture);
            var deliveries = most.Count == 0 ? "" : (Median(most) * size).ToString("N0", CultureInfo.InvariantCulture);
            Print($"| {contender.Name} | {Spread(most, "N0")} | {deliveries} | {ratio} | {Spread(_calm[contender.Name], "0.0")} |");
        }
    }

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
