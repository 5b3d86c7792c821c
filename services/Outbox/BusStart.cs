using System.Net.Sockets;
using MassTransit;
using Microsoft.Extensions.Hosting;

namespace PeerSupport.Outbox;

/// <summary>
/// Starts the bus once the broker's port answers. MassTransit by itself tries at once and then ever more seldom, so a service that starts
/// a moment before its broker would be without it for many seconds more. Until then the service works and its events wait in the outbox.
/// </summary>
/// <param name="buses">The bus of this process.</param>
/// <param name="broker">The broker's address; null when the bus stays within the process.</param>
internal sealed class BusStart(IBusDepot buses, Uri? broker) : BackgroundService
{
    private const int AmqpPort = 5672;
    private const int AmqpsPort = 5671;
    private bool _started;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (!_started)
            return;
        _started = false;
        await buses.Stop(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (broker is not null)
        {
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
            while (!await AnswersAsync(broker, stoppingToken))
                await timer.WaitForNextTickAsync(stoppingToken);
        }

        await buses.Start(stoppingToken);
        _started = true;
    }

    private static int PortOf(Uri broker) => broker.Port > 0 ? broker.Port : broker.Scheme == "amqps" ? AmqpsPort : AmqpPort;

    private static async Task<bool> AnswersAsync(Uri broker, CancellationToken cancellationToken)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(broker.Host, PortOf(broker), cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
