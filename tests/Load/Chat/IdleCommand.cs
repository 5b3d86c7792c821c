using System.Globalization;
using PeerSupport.Load.Servers;

namespace PeerSupport.Load.Chat;

/// <summary>How much resident memory a joined connection takes that does nothing. A new process for each figure, because memory once taken is seldom given back.</summary>
internal sealed class IdleCommand(LoadOptions options, TextWriter output, int count)
{
    private const int Size = 20;
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(4);

    public async Task<int> RunAsync()
    {
        var figures = new Dictionary<string, List<double>>();
        for (var round = 1; round <= options.Rounds; round++)
            foreach (var name in options.Servers.Where(name => name != "commit"))
            {
                await using var server = await Contender.StartAsync(name, (count + Size - 1) / Size, Size);
                var contender = new Contender(server, Contenders.Spoken(server, options).First());
                var grown = Measure(contender);
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  round {round}: {contender.Name} {grown:0.0} KiB a connection"));
                if (!figures.TryGetValue(contender.Name, out var list))
                    figures[contender.Name] = list = [];
                list.Add(grown);
            }
        var bare = figures.FirstOrDefault(figure => figure.Key.StartsWith("bare", StringComparison.Ordinal)).Value;
        output.WriteLine($"\n{count} idle joined connections, {options.Rounds} rounds, medians (lowest to highest)\n| server | KiB a connection | of the bare hub |\n|---|---|---|");
        foreach (var (name, list) in figures)
            output.WriteLine($"| {name} | {RampCommand.Spread(list, "0.0")} | {(bare is null ? "" : (RampCommand.Median(list) / RampCommand.Median(bare)).ToString("0.00", CultureInfo.InvariantCulture))} |");
        return 0;
    }

    private double Measure(Contender contender)
    {
        // What the first connections bring with them is the program's and not a connection's.
        using (var first = contender.Join(Math.Min(200, count)))
            first.Rest(Calm);
        Thread.Sleep(Calm);
        var before = contender.Server.Processes.Sum(process => Cores.Memory(process.Id));
        using var crowd = contender.Join();
        crowd.Rest(Calm);
        if (crowd.Closed > 0)
            throw new InvalidOperationException($"The server closed {crowd.Closed} connections.");
        return (contender.Server.Processes.Sum(process => Cores.Memory(process.Id)) - before) / 1024.0 / count;
    }
}
