using System.Net.Sockets;
using System.Security.Cryptography;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace PeerSupport.Local;

/// <summary>A private RabbitMQ server with a node name, cookie and ports of its own, or one that exists already.</summary>
/// <param name="uri">The amqp address with its credentials.</param>
/// <param name="launch">Starts the server; null when it is not ours to start.</param>
/// <param name="names">Its Erlang port mapper: a private one, because the one that Erlang would start by itself outlives everything.</param>
public sealed class RabbitMq(string uri, Func<Child>? launch, Child? names) : IAsyncDisposable
{
    private const string User = "rabbitmq";
    private const int AmqpPort = 5672;

    /// <summary>The amqp address with its credentials.</summary>
    public string Uri { get; } = uri;

    private Child? _server;

    /// <summary>Uses <c>PEERSUPPORT_RABBITMQ</c> unless <paramref name="own"/> forbids it, or starts a server below <paramref name="state"/> and does not wait for it.</summary>
    public static async Task<RabbitMq> StartAsync(string state, string logs, bool own, CancellationToken cancellationToken)
    {
        if (!own && Environment.GetEnvironmentVariable("PEERSUPPORT_RABBITMQ") is { Length: > 0 } given)
            return new(given, null, null);

        if (RabbitMqHome.Installed() is not { } installed)
            throw new InvalidOperationException("Install RabbitMQ (apt-get install rabbitmq-server), or set PEERSUPPORT_RABBITMQ.");

        var folder = Path.Combine(state, "rabbitmq");
        Directory.CreateDirectory(folder);
        var cookie = Path.Combine(folder, ".erlang.cookie");
        if (!File.Exists(cookie))
        {
            await File.WriteAllTextAsync(cookie, Convert.ToHexString(RandomNumberGenerator.GetBytes(16)), cancellationToken);
            File.SetUnixFileMode(cookie, UnixFileMode.UserRead);
        }

        var password = Path.Combine(folder, "password");
        if (!File.Exists(password))
            await File.WriteAllTextAsync(password, Convert.ToHexString(RandomNumberGenerator.GetBytes(16)), cancellationToken);
        var secret = (await File.ReadAllTextAsync(password, cancellationToken)).Trim();

        // The node's name holds the data folder's identity; the port may change from start to start, the name must not.
        var port = Ports.Near(state, 1);
        await File.WriteAllTextAsync(Path.Combine(folder, "rabbitmq.conf"),
            $"listeners.tcp.1 = 127.0.0.1:{port}\ndefault_user = peersupport\ndefault_pass = {secret}\nlog.console = true\nlog.console.level = warning\nlog.file = false\n", cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "enabled_plugins"), "[].\n", cancellationToken);
        var program = RabbitMqHome.Prepare(installed, Path.Combine(folder, "home"));
        await Unprivileged.OwnAsync(User, folder);
        var namesPort = $"{Ports.Near(state, 3)}";
        var (map, mapArguments) = Unprivileged.As(User, "epmd", "-port", namesPort, "-address", "127.0.0.1");
        var names = Child.Start("epmd", map, mapArguments, new Dictionary<string, string>(), logs);
        var (start, arguments) = Unprivileged.As(User, program);
        Child Launch() => Child.Start("rabbitmq", start, arguments, new Dictionary<string, string>
        {
            ["HOME"] = folder,
            ["RABBITMQ_NODENAME"] = $"peersupport{Fingerprint(folder)}@localhost",
            ["RABBITMQ_DIST_PORT"] = $"{Ports.Near(state, 2)}",
            ["RABBITMQ_MNESIA_BASE"] = Path.Combine(folder, "data"),
            ["RABBITMQ_LOG_BASE"] = Path.Combine(folder, "log"),
            ["RABBITMQ_CONFIG_FILE"] = Path.Combine(folder, "rabbitmq.conf"),
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(folder, "enabled_plugins"),
            ["RABBITMQ_CONF_ENV_FILE"] = "/dev/null",
            ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
            ["ERL_EPMD_PORT"] = namesPort,
        }, logs);
        var broker = new RabbitMq($"amqp://peersupport:{secret}@127.0.0.1:{port}/", Launch, names);
        broker._server = Launch();
        return broker;
    }

    /// <summary>Ends the server as a power cut would.</summary>
    /// <exception cref="InvalidOperationException">The server was not started here.</exception>
    public Task KillAsync() => (_server ?? throw new InvalidOperationException("This server is not ours to end.")).KillAsync();

    /// <summary>Starts the server on the port and data that it has, and returns when it answers.</summary>
    public async Task LaunchAsync(CancellationToken cancellationToken = default)
    {
        if (_server is not null)
            await _server.DisposeAsync();
        _server = (launch ?? throw new InvalidOperationException("This server is not ours to start."))();
        await ReadyAsync(cancellationToken);
    }

    /// <summary>Returns when the server answers. It takes seconds to start; what needs no broker can be done meanwhile.</summary>
    /// <exception cref="InvalidOperationException">It does not answer; the message says what to do.</exception>
    public async Task ReadyAsync(CancellationToken cancellationToken)
    {
        if (_server is not null)
            await Wait.UntilAsync("RabbitMQ", _server, AnswersAsync, cancellationToken);
        else if (!await AnswersAsync())
            throw new InvalidOperationException("No RabbitMQ answers at PEERSUPPORT_RABBITMQ. Correct it, or unset it to start a private one.");
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        if (names is not null)
            await names.DisposeAsync();
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            // The port is asked first: it costs nothing, while a failed try of the client costs as much as a small program's start.
            var address = new Uri(Uri);
            using (var port = new TcpClient())
                await port.ConnectAsync(address.Host, address.Port > 0 ? address.Port : AmqpPort);
            await using var connection = await new ConnectionFactory { Uri = new Uri(Uri) }.CreateConnectionAsync();
            return true;
        }
        catch (Exception exception) when (exception is SocketException or BrokerUnreachableException)
        {
            return false;
        }
    }

    private static string Fingerprint(string folder) => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(folder)))[..8];
}
