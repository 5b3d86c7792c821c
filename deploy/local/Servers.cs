using System.Diagnostics;

namespace PeerSupport.Local;

/// <summary>Runs a command with the two servers in its environment.</summary>
internal static class Servers
{
    public static async Task<int> RunAsync(Checkout checkout, string[] command, CancellationToken cancellationToken)
    {
        using var state = await StateFolder.TakeAsync(checkout, "tests", Console.WriteLine);
        var logs = Path.Combine(state.Path, "logs");
        await using var postgres = await Postgres.StartAsync(state.Path, logs, own: false, cancellationToken);
        await using var rabbit = await RabbitMq.StartAsync(state.Path, logs, own: false, cancellationToken);
        await rabbit.ReadyAsync(cancellationToken);
        var start = new ProcessStartInfo(command[0], command[1..]) { UseShellExecute = false };
        start.Environment["PEERSUPPORT_DATABASE"] = postgres.ConnectionString;
        start.Environment["PEERSUPPORT_RABBITMQ"] = rabbit.Uri;
        using var process = Process.Start(start)!;
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The terminal's Ctrl+C reaches the command too; a signal to this program alone does not.
            process.Kill(entireProcessTree: true);
            throw;
        }

        return process.ExitCode;
    }
}
