using System.Globalization;

namespace PeerSupport.Load.Chat;

/// <summary>What the command line says.</summary>
internal sealed class LoadOptions
{
    private readonly Dictionary<string, string> _given;

    private readonly string _servers;

    private LoadOptions(Dictionary<string, string> given, string servers) => (_given, _servers) = (given, servers);

    public static string Database => Needed("PEERSUPPORT_DATABASE", "a connection string of a PostgreSQL role that may create databases");

    public static string Broker => Needed("PEERSUPPORT_RABBITMQ", "the amqp address of a RabbitMQ that nothing else uses meanwhile");

    public int Rounds => Number("rounds", 3);

    /// <summary>How often the ramp halves the distance between what held and what did not.</summary>
    public int Refine => Number("refine", 2);

    public TimeSpan StepLength => TimeSpan.FromSeconds(Number("seconds", 2));

    public string[] Servers => Words("servers", _servers);

    public HubProtocol[] Protocols => [.. Words("protocols", "json,messagepack").Select(word => Enum.Parse<HubProtocol>(word, ignoreCase: true))];

    public static LoadOptions Parse(string[] arguments, string servers = "chat,bare,commit")
    {
        var given = new Dictionary<string, string>();
        for (var i = 0; i < arguments.Length; i += 2)
        {
            if (!arguments[i].StartsWith("--", StringComparison.Ordinal) || i + 1 == arguments.Length)
                throw new ArgumentException($"Options are pairs such as --rounds 1; this is none: {arguments[i]}");
            given[arguments[i][2..]] = arguments[i + 1];
        }
        return new(given, servers);
    }

    public int Number(string name, int otherwise) => _given.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    private string[] Words(string name, string otherwise) => _given.GetValueOrDefault(name, otherwise).Split(',');

    private static string Needed(string variable, string what) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value
        ? value
        : throw new ArgumentException($"Set {variable} to {what}, or run this through PeerSupport.Local, which starts both servers: dotnet run --project deploy/local -- servers COMMAND");
}
