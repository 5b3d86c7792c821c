using System.Diagnostics;
using System.Runtime.InteropServices;
using PeerSupport.Local;

var watch = Stopwatch.StartNew();
using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
var checkout = Checkout.Find();
var state = StateFolder.Choose(checkout, Console.WriteLine);
try
{
    switch (args)
    {
        case ["servers", .. var command]:
            // For tests/run: the two servers, and a command that finds them in its environment.
            return await Servers.RunAsync(state, command, stop.Token);
        default:
            await using (var platform = await Platform.StartAsync(checkout, state, Console.WriteLine, cancellationToken: stop.Token))
            {
                await Seed.RunAsync(platform, Console.WriteLine, stop.Token);
                Console.WriteLine($"\nReady after {watch.Elapsed.TotalSeconds:0} s: {platform.PublicOrigin}\n{DemoAccounts.Describe()}\nCtrl+C stops everything.");
                await Task.Delay(Timeout.Infinite, stop.Token).ContinueWith(_ => { }, TaskScheduler.Default);
                Console.WriteLine("Stopping …");
            }

            return 0;
    }
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return 130;
}
catch (InvalidOperationException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}
