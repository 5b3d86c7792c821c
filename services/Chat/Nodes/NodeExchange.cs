using System.Text.Json;
using System.Threading.Channels;
using PeerSupport.ServiceDefaults;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace PeerSupport.Chat.Nodes;

/// <summary>
/// How the nodes of this service tell one another what their members should see: a direct exchange of the broker, and for each node a queue of
/// its own that is bound to just the groups whose rooms somebody on the node is in. Nothing is confirmed or kept. What is lost here is in the
/// log, and <see cref="Beacon"/> notices. Without a broker (the connection string <c>memory</c>) there is one node and nothing to tell.
/// </summary>
internal sealed class NodeExchange(IConfiguration configuration, ILogger<NodeExchange> logger) : BackgroundService
{
    private const string Exchange = "chat.nodes";
    // More may wait neither here nor in a node's queue; the oldest goes first, for the newest tells a client that it lacks something.
    private const int MostWaiting = 10_000;
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly Uri? _broker = configuration.GetConnectionString("RabbitMq") is { } address and not "memory" ? new(address) : null;
    private readonly string _node = Guid.CreateVersion7().ToString("N");
    private readonly Channel<NodeMessage> _outgoing =
        Channel.CreateBounded<NodeMessage>(new BoundedChannelOptions(MostWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.DropOldest });

    private readonly SemaphoreSlim _binding = new(1, 1);
    private readonly HashSet<Guid> _bound = [];
    private (IChannel Channel, string Queue)? _own;

    /// <summary>The groups that somebody on this node is in the room of. Set once, before the service starts.</summary>
    public Func<Guid, bool> Serves { get; set; } = _ => false;

    /// <summary>All of them.</summary>
    public Func<IReadOnlyCollection<Guid>> Served { get; set; } = () => [];

    /// <summary>What is done with another node's message. Set once, before the service starts.</summary>
    public Action<NodeMessage> Received { get; set; } = _ => { };

    /// <summary>Whether what other nodes tell arrives here now.</summary>
    public bool IsConnected => _own is not null;

    /// <summary>Returns at once; it is put into bytes when its turn comes, not by whoever has just committed a post.</summary>
    public void Tell(NodeMessage message)
    {
        if (_broker is not null)
            _outgoing.Writer.TryWrite(message);
    }

    /// <summary>
    /// Begins or ends to listen for a group, as <see cref="Serves"/> says at the moment. Returns when the broker has confirmed it: who reads the log
    /// after that misses nothing in between. While the broker is away it does nothing, and everything is bound when it is back.
    /// </summary>
    public async Task FollowAsync(Guid groupId)
    {
        await _binding.WaitAsync();
        try
        {
            if (_own is not null)
                await AlignAsync(groupId);
        }
        catch (Exception exception)
        {
            // The connection is going; the next one binds what is served then.
            logger.LogWarning("A group could not be followed on other nodes: {Fault}", exception.GetType().Name);
        }
        finally
        {
            _binding.Release();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_broker is not { } broker)
            return;
        for (var pause = TimeSpan.FromMilliseconds(200); !stoppingToken.IsCancellationRequested; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                await ServeAsync(broker, () => pause = TimeSpan.FromMilliseconds(200), stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                logger.LogWarning("Other nodes cannot be reached: {Fault}", exception.GetType().Name);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            await Task.Delay(pause * (0.5 + Random.Shared.NextDouble()), stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>One connection, from its beginning to its end.</summary>
    private async Task ServeAsync(Uri broker, Action connected, CancellationToken stoppingToken)
    {
        // Recovery is ours: bindings follow what is served when the connection is back, not what was when it went.
        var factory = new ConnectionFactory
        {
            Uri = broker,
            AutomaticRecoveryEnabled = false,
            ContinuationTimeout = LongestPause,
            ClientProvidedName = $"chat node {_node}",
        };
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        await using var connection = await factory.CreateConnectionAsync(stoppingToken);
        connection.ConnectionShutdownAsync += (_, _) => ends.CancelAsync();
        await using var listening = await connection.CreateChannelAsync(cancellationToken: stoppingToken);
        await using var telling = await connection.CreateChannelAsync(cancellationToken: stoppingToken);
        await ListenAsync(listening, stoppingToken);
        connected();
        try
        {
            var properties = new BasicProperties { AppId = _node, DeliveryMode = DeliveryModes.Transient };
            await foreach (var message in _outgoing.Reader.ReadAllAsync(ends.Token))
                await telling.BasicPublishAsync(Exchange, KeyOf(message.GroupId), mandatory: false, properties, JsonSerializer.SerializeToUtf8Bytes(message, Json.Options), ends.Token);
        }
        finally
        {
            await _binding.WaitAsync(CancellationToken.None);
            _own = null;
            _bound.Clear();
            _binding.Release();
        }
    }

    private async Task ListenAsync(IChannel channel, CancellationToken stoppingToken)
    {
        await channel.ExchangeDeclareAsync(Exchange, ExchangeType.Direct, durable: true, autoDelete: false, cancellationToken: stoppingToken);
        // A new name each time: the broker may not have noticed yet that the last connection is gone, and an exclusive queue is its alone.
        var queue = await channel.QueueDeclareAsync($"chat.node.{Guid.CreateVersion7():N}", durable: false, exclusive: true, autoDelete: true,
            new Dictionary<string, object?> { ["x-max-length"] = MostWaiting }, cancellationToken: stoppingToken);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            if (delivery.BasicProperties.AppId != _node)
                Take(delivery.Body.Span);
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(queue.QueueName, autoAck: true, consumer, stoppingToken);

        await _binding.WaitAsync(stoppingToken);
        try
        {
            _own = (channel, queue.QueueName);
            foreach (var group in Served())
                await AlignAsync(group);
        }
        finally
        {
            _binding.Release();
        }
    }

    /// <summary>To be called by whoever holds <see cref="_binding"/>.</summary>
    private async Task AlignAsync(Guid groupId)
    {
        var (channel, queue) = _own!.Value;
        if (Serves(groupId) && !_bound.Contains(groupId))
        {
            await channel.QueueBindAsync(queue, Exchange, KeyOf(groupId));
            _bound.Add(groupId);
        }
        else if (!Serves(groupId) && _bound.Remove(groupId))
            await channel.QueueUnbindAsync(queue, Exchange, KeyOf(groupId));
    }

    private void Take(ReadOnlySpan<byte> body)
    {
        try
        {
            if (JsonSerializer.Deserialize<NodeMessage>(body, Json.Options) is { } message)
                Received(message);
        }
        catch (Exception exception)
        {
            // A node of another version may say what this one cannot read. Its members' clients read the log instead.
            logger.LogWarning("Another node's message could not be read: {Fault}", exception.GetType().Name);
        }
    }

    private static string KeyOf(Guid groupId) => groupId.ToString("N");
}
