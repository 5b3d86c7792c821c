using System.Diagnostics;
using System.Runtime.InteropServices;
using PeerSupport.Local;

var watch = Stopwatch.StartNew();
using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
var checkout = Checkout.Find();
try
{
    return args switch
    {
        // For tests/run: the two servers, and a command that finds them in its environment.
        ["servers", .. var command] => await Servers.RunAsync(checkout, command, stop.Token),
        ["seed", var origin, var admin] => await SeedAsync(origin, admin),
        [] => await RunAsync(),
        _ => throw new InvalidOperationException("Say nothing to start the platform, or: seed ORIGIN ADMIN (with the admin's password on standard input)."),
    };
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

async Task<int> RunAsync()
{
    using var state = await StateFolder.TakeAsync(checkout, "", Console.WriteLine);
    await using var platform = await Platform.StartAsync(checkout, state.Path, Console.WriteLine, cancellationToken: stop.Token);
    await Seed.RunAsync(platform, Console.WriteLine, stop.Token);
    await state.NoteAddressAsync(platform.PublicOrigin);
    Console.WriteLine($"\nReady after {watch.Elapsed.TotalSeconds:0} s: {platform.PublicOrigin}\n{DemoAccounts.Describe()}\nCtrl+C stops everything.");
    await Task.Delay(Timeout.Infinite, stop.Token).ContinueWith(_ => { }, TaskScheduler.Default);
    Console.WriteLine("Stopping …");
    return 0;
}

// For a platform that runs elsewhere: what is read and joined, without the demo accounts.
async Task<int> SeedAsync(string origin, string admin)
{
    var password = Console.ReadLine() ?? throw new InvalidOperationException("Give the admin's password on standard input.");
    await Seed.ImportAsync(checkout, origin, admin, password, Console.WriteLine, stop.Token);
    return 0;
}

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}
