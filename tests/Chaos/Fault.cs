using RabbitMQ.Client;

namespace PeerSupport.Chaos;

/// <summary>Something that goes wrong and is put right again, while everybody goes on writing.</summary>
/// <param name="Name">For the command line.</param>
/// <param name="What">For people.</param>
/// <param name="DoAsync">Does it, and returns when everything has been put right.</param>
internal sealed record Fault(string Name, string What, Func<World, Random, CancellationToken, Task> DoAsync)
{
    private static readonly TimeSpan Down = TimeSpan.FromSeconds(2);

    public static readonly Fault ChatKilled = new("chat", "SIGKILL of a chat node", (world, random, cancel) => KillAsync(world.Chat[random.Next(2)], cancel));

    public static readonly Fault GatewayKilled = new("gateway", "SIGKILL of the gateway", (world, _, cancel) => KillAsync(world.Gateway, cancel));

    public static readonly Fault DatabaseKilled = new("postgres", "SIGKILL of PostgreSQL", async (world, _, cancel) =>
    {
        await world.Postgres.KillAsync();
        await Task.Delay(Down, cancel);
        await world.Postgres.LaunchAsync(cancel);
        await Task.WhenAll(world.Chat.Select(node => node.ReadyAsync(cancel)));
    });

    public static readonly Fault BrokerKilled = new("rabbitmq", "SIGKILL of RabbitMQ", async (world, _, cancel) =>
    {
        await world.RabbitMq.KillAsync();
        await Task.Delay(Down, cancel);
        await world.RabbitMq.LaunchAsync(cancel);
        await Task.WhenAll(world.Chat.Select(node => node.ReadyAsync(cancel)));
    });

    public static readonly Fault NodePaused = new("pause", "a chat node that stands still for 20 s", async (world, random, cancel) =>
    {
        var node = world.Chat[random.Next(2)];
        node.Pause();
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(20), cancel);
        }
        finally
        {
            node.GoOn();
        }
        await node.ReadyAsync(cancel);
    });

    /// <summary>
    /// The exchange between the nodes is made anew without its bindings, which no node notices: from then on nothing that one node tells reaches the other,
    /// until its connection to the broker ends for another reason.
    /// </summary>
    public static readonly Fault BroadcastsLost = new("broadcasts", "every broadcast between the nodes lost for 15 s", async (world, _, cancel) =>
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(world.RabbitMq.Uri) }.CreateConnectionAsync(cancel);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancel);
        await channel.ExchangeDeleteAsync("chat.nodes", cancellationToken: cancel);
        await channel.ExchangeDeclareAsync("chat.nodes", ExchangeType.Direct, durable: true, cancellationToken: cancel);
        await Task.Delay(TimeSpan.FromSeconds(15), cancel);
    });

    public static readonly Fault ClockStepped = new("clock", "steps of a node's clock: an hour forward, an hour back", async (world, _, cancel) =>
    {
        foreach (var hours in (int[])[1, -1, 0])
        {
            world.Clock.Step(TimeSpan.FromHours(hours));
            await Task.Delay(TimeSpan.FromSeconds(8), cancel);
        }
    });

    public static IReadOnlyList<Fault> All => [ChatKilled, DatabaseKilled, BrokerKilled, GatewayKilled, NodePaused, BroadcastsLost, ClockStepped];

    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static Fault Named(string name) => All.FirstOrDefault(fault => fault.Name == name)
        ?? throw new ArgumentException($"There is no fault {name}; there are {string.Join(", ", All.Select(fault => fault.Name))}.");

    private static async Task KillAsync(Node node, CancellationToken cancellationToken)
    {
        await node.KillAsync();
        await Task.Delay(Down, cancellationToken);
        await node.StartAsync(cancellationToken);
    }
}
