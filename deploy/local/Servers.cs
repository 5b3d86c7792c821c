using System.Diagnostics;

namespace PeerSupport.Local;

/// <summary>Runs a command with the two servers in its environment.</summary>
internal static class Servers
{
    public static async Task<int> RunAsync(string state, string[] command, CancellationToken cancellationToken)
    {
        var logs = Path.Combine(state, "logs");
        await using var postgres = await Postgres.StartAsync(state, logs, cancellationToken);
        await using var rabbit = await RabbitMq.StartAsync(state, logs, cancellationToken);
        var start = new ProcessStartInfo(command[0], command[1..]) { UseShellExecute = false };
        start.Environment["PEERSUPPORT_DATABASE"] = postgres.ConnectionString;
        start.Environment["PEERSUPPORT_RABBITMQ"] = rabbit.Uri;
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode;
    }
}
