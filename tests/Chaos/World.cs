using Npgsql;
using PeerSupport.Local;
using PeerSupport.TestKit;

namespace PeerSupport.Chaos;

/// <summary>Two chat nodes and the gateway on a PostgreSQL and a RabbitMQ of their own, all of which can be broken.</summary>
internal sealed class World : IAsyncDisposable
{
    private readonly Checkout _checkout;
    private readonly StateFolder _state;
    private readonly string _logs;

    private World(Checkout checkout, StateFolder state)
    {
        (_checkout, _state) = (checkout, state);
        _logs = Path.Combine(state.Path, "logs");
        Clock = new(Path.Combine(state.Path, "clock"));
    }

    public Postgres Postgres { get; private set; } = null!;

    public RabbitMq RabbitMq { get; private set; } = null!;

    public Issuer Issuer { get; private set; } = null!;

    public Node[] Chat { get; private set; } = [];

    public Node Gateway { get; private set; } = null!;

    /// <summary>The second chat node's clock.</summary>
    public SteppedClock Clock { get; }

    public string Database { get; private set; } = "";

    public static async Task<World> StartAsync(string part, bool withSteppedClock, CancellationToken cancellationToken)
    {
        var checkout = Checkout.Find();
        var state = await StateFolder.TakeAsync(checkout, part, _ => { });
        state.Clear();
        var world = new World(checkout, state);
        try
        {
            await world.StartAsync(withSteppedClock, cancellationToken);
            return world;
        }
        catch
        {
            await world.DisposeAsync();
            throw;
        }
    }

    /// <summary>A way in: through the gateway to the first node, or to either node itself, as a client of its own kind may.</summary>
    public Uri AnyDoor(Random random) => random.Next(3) switch
    {
        0 => Gateway.Address,
        1 => Chat[0].Address,
        _ => Chat[1].Address,
    };

    /// <summary>Reads until the database answers: it may be down at the moment.</summary>
    public async Task<List<T>> ReadAsync<T>(string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken, params object[] values)
    {
        while (true)
        {
            try
            {
                await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Database) { Pooling = false }.ConnectionString);
                await connection.OpenAsync(cancellationToken);
                await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
                foreach (var value in values)
                    command.Parameters.Add(new() { Value = value });
                await using var reader = await command.ExecuteReaderAsync(cancellationToken);
                var rows = new List<T>();
                while (await reader.ReadAsync(cancellationToken))
                    rows.Add(read(reader));
                return rows;
            }
            catch (NpgsqlException away) when (away is not PostgresException { SqlState: not ['5', '7', ..] })
            {
                await Task.Delay(200, cancellationToken);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll([.. Chat.Select(node => node.DisposeAsync().AsTask()), Gateway?.DisposeAsync().AsTask() ?? Task.CompletedTask]);
        if (RabbitMq is not null)
            await RabbitMq.DisposeAsync();
        if (Postgres is not null)
            await Postgres.DisposeAsync();
        if (Issuer is not null)
            await Issuer.DisposeAsync();
        _state.Dispose();
    }

    private async Task StartAsync(bool withSteppedClock, CancellationToken cancellationToken)
    {
        RabbitMq = await RabbitMq.StartAsync(_state.Path, _logs, own: true, cancellationToken);
        Postgres = await Postgres.StartAsync(_state.Path, _logs, own: true, cancellationToken);
        Issuer = await Issuer.StartAsync();
        (Database, _) = await Postgres.CreateDatabaseAsync("chaos_chat", "chaos", cancellationToken);
        Chat = [NodeOf("chat-1", Settings(Database)), NodeOf("chat-2", withSteppedClock ? Clock.Apply(Settings(Database)) : Settings(Database))];
        var (sessions, _) = await Postgres.CreateDatabaseAsync("chaos_gateway", "chaos", cancellationToken);
        var keys = Directory.CreateDirectory(Path.Combine(_state.Path, "keys")).FullName;
        Gateway = new("gateway", _checkout.Program("gateway"), Address(), StandaloneChat.GatewaySettings(sessions, RabbitMq.Uri, Issuer, Chat[0].Address, keys), _logs);

        await Task.WhenAll(Chat[0].MigrateAsync(cancellationToken), Gateway.MigrateAsync(cancellationToken), RabbitMq.ReadyAsync(cancellationToken));
        await Task.WhenAll(Chat.Append(Gateway).Select(node => node.StartAsync(cancellationToken)));
    }

    private Node NodeOf(string name, Dictionary<string, string> settings) => new(name, _checkout.Program("services/Chat"), Address(), settings, _logs);

    private Uri Address() => new($"http://127.0.0.1:{Ports.Near(_state.Path, 4)}");

    private Dictionary<string, string> Settings(string database)
    {
        var settings = StandaloneChat.Settings(database, RabbitMq.Uri, Issuer);
        settings["DOTNET_gcServer"] = "0";
        // The members here write and come in more often than people do. Limits there still are: one that a clock can break must show.
        settings["Chat__PostsPerMinute"] = settings["Chat__ActionsPerMinute"] = settings["Chat__JoinsPerMinute"] = "1200";
        settings["Chat__PostsAtOnce"] = settings["Chat__ActionsAtOnce"] = settings["Chat__JoinsAtOnce"] = "400";
        return settings;
    }
}
