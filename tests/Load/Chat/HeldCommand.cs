namespace PeerSupport.Load.Chat;

/// <summary>A rate that can be relied on: three trials after a warm-up, without a second try, each complete and below the bound.</summary>
internal sealed class HeldCommand(LoadOptions options, TextWriter output, int groups, int size, int rate)
{
    private const int Trials = 3;

    public async Task<int> RunAsync()
    {
        await using var contenders = await Contenders.StartAsync(options, groups, size, output);
        foreach (var contender in contenders.All)
        {
            using var crowd = contender.Join();
            contender.Run(crowd, rate, TimeSpan.FromSeconds(options.Number("warmup", 20)), _ => { });
            crowd.Settle();
            await contender.Server.FinishAsync();
            var steps = Enumerable.Range(0, Trials).Select(_ => contender.Run(crowd, rate, TimeSpan.FromSeconds(options.Number("seconds", 10)), output.WriteLine)).ToList();
            var reported = steps.Count(step => !step.WasLate);
            output.WriteLine($"{contender.Name} at {rate} posts/s: held in {steps.Count(step => step.IsHeld && !step.WasLate)} of {reported} trials{(reported < Trials ? $"; in {Trials - reported} the generator was late" : "")}");
            if (await contender.Server.FinishAsync() is { } rest)
                output.WriteLine($"  {rest}");
        }
        return 0;
    }
}
