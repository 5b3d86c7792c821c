using PeerSupport.Chaos;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
try
{
    var plan = Plan.Parse(args);
    await using var world = await World.StartAsync("chaos", plan.Faults.Contains(Fault.ClockStepped), stop.Token);
    var outcome = await new Run(world, plan, line => Console.WriteLine($"{DateTime.Now:HH:mm:ss} {line}")).RunAsync(stop.Token);
    Report.Write(outcome, Console.Out);
    return outcome.Findings.None && outcome.Breaks >= plan.Breaks && outcome.Faults.Count == plan.Faults.Length ? 0 : 1;
}
catch (Exception wrong) when (wrong is ArgumentException or InvalidOperationException or TimeoutException or OperationCanceledException)
{
    Console.Error.WriteLine(wrong.Message);
    return 2;
}
