using System.Globalization;
using System.Security.Cryptography;

namespace PeerSupport.Local;

/// <summary>Everything running on this machine: the servers, the services and the gateway. The tests of the whole use it too.</summary>
public sealed class Platform : IAsyncDisposable
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };
    private readonly Dictionary<string, Part> _parts = [];
    private readonly string _logs;
    private readonly Action<string> _say;
    private readonly bool _ownServers;
    private Postgres? _postgres;
    private RabbitMq? _rabbit;

    private Platform(Checkout checkout, string state, Action<string> say, bool ownServers)
    {
        _ownServers = ownServers;
        Checkout = checkout;
        State = state;
        _logs = Path.Combine(state, "logs");
        _say = say;
    }

    /// <summary>Where the programs are.</summary>
    public Checkout Checkout { get; }

    /// <summary>The folder of data, keys and logs.</summary>
    public string State { get; }

    private IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>The address for the browser, without a trailing slash.</summary>
    public string PublicOrigin { get; private set; } = "";

    /// <summary>The database server.</summary>
    public Postgres Postgres => _postgres ?? throw new InvalidOperationException("Not started.");

    /// <summary>The message broker.</summary>
    public RabbitMq RabbitMq => _rabbit ?? throw new InvalidOperationException("Not started.");

    /// <summary>The internal address of a service, such as <c>Chat</c>.</summary>
    public Uri Address(string service) => new(_parts[service].Address);

    /// <summary>Starts everything and returns when all of it is healthy.</summary>
    /// <param name="checkout">Where the programs are; they have been built.</param>
    /// <param name="state">A folder that the unprivileged users can reach.</param>
    /// <param name="say">Told what happens, a line at a time.</param>
    /// <param name="ownServers">True to start a PostgreSQL and a RabbitMQ even where the environment names others: for tests that end them.</param>
    /// <param name="settings">Settings for every service beyond the common ones, as <c>Section__Key</c>.</param>
    /// <param name="cancellationToken">Ends the start; what was started is stopped.</param>
    public static async Task<Platform> StartAsync(
        Checkout checkout, string state, Action<string> say, bool ownServers = false, IReadOnlyDictionary<string, string>? settings = null, CancellationToken cancellationToken = default)
    {
        var platform = new Platform(checkout, state, say, ownServers) { Settings = settings ?? new Dictionary<string, string>() };
        try
        {
            await platform.StartServersAsync(cancellationToken);
            await platform.StartServicesAsync(cancellationToken);
            return platform;
        }
        catch
        {
            await platform.DisposeAsync();
            throw;
        }
    }

    /// <summary>Creates or changes an account by identity's own command.</summary>
    public Task AccountAsync(string pseudonym, string password, string roles, CancellationToken cancellationToken = default) =>
        RunAsync("Identity", ["account", "--pseudonym", pseudonym, "--roles", roles], password, cancellationToken);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_parts.Values.Where(part => part.Process is not null).Select(part => part.Process!.DisposeAsync().AsTask()));
        await Task.WhenAll(_rabbit?.DisposeAsync().AsTask() ?? Task.CompletedTask, _postgres?.DisposeAsync().AsTask() ?? Task.CompletedTask);
    }

    private async Task StartServersAsync(CancellationToken cancellationToken)
    {
        _say("Starting PostgreSQL and RabbitMQ …");
        _rabbit = await RabbitMq.StartAsync(State, _logs, _ownServers, cancellationToken);
        _postgres = await Postgres.StartAsync(State, _logs, _ownServers, cancellationToken);
    }

    private async Task StartServicesAsync(CancellationToken cancellationToken)
    {
        var port = Ports.Next(8080);
        if (port != 8080)
            _say($"Port 8080 is taken; using {port}.");
        PublicOrigin = $"http://localhost:{port}";
        foreach (var definition in Definitions.All)
            _parts[definition.Name] = new(definition, $"http://127.0.0.1:{(definition.Name == "Gateway" ? port : Ports.Near(State, 4))}");

        _say("Preparing the databases …");
        foreach (var part in _parts.Values)
            part.Environment = await EnvironmentAsync(part, cancellationToken);
        var cluster = await Postgres.IdentityAsync(cancellationToken);
        await Task.WhenAll(_parts.Values.Where(part => part.Definition.HasDatabase).Select(part => MigrateAsync(part, cluster, cancellationToken)));

        _say("Starting the services …");
        foreach (var part in _parts.Values)
            Launch(part);
        await RabbitMq.ReadyAsync(cancellationToken);
        foreach (var part in _parts.Values)
        {
            await ReadyAsync(part, cancellationToken);
            _say($"  {part.Definition.Name} is ready.");
        }
    }

    // Starting a program only to hear that there is nothing to migrate takes seconds, so a note says which build has migrated which cluster.
    private async Task MigrateAsync(Part part, string cluster, CancellationToken cancellationToken)
    {
        var note = Path.Combine(State, "migrated", part.Definition.Name);
        var build = new FileInfo(Checkout.Program(part.Definition.Project));
        var done = string.Create(CultureInfo.InvariantCulture, $"{build.LastWriteTimeUtc:O} {build.Length} {cluster}");
        if (!part.IsNew && File.Exists(note) && await File.ReadAllTextAsync(note, cancellationToken) == done)
            return;

        await RunAsync(part.Definition.Name, ["migrate"], null, cancellationToken);
        Directory.CreateDirectory(Path.GetDirectoryName(note)!);
        await File.WriteAllTextAsync(note, done, cancellationToken);
    }

    private void Launch(Part part) =>
        part.Process = Child.Start(part.Definition.Name.ToLowerInvariant(), "dotnet", [Checkout.Program(part.Definition.Project)], part.Environment, _logs);

    private Task RunAsync(string service, string[] arguments, string? input, CancellationToken cancellationToken)
    {
        var part = _parts[service];
        return Child.RunAsync($"{service.ToLowerInvariant()}-{arguments[0]}", "dotnet", [Checkout.Program(part.Definition.Project), .. arguments], part.Environment, _logs, input, cancellationToken);
    }

    private static Task ReadyAsync(Part part, CancellationToken cancellationToken) => Wait.UntilAsync(part.Definition.Name, part.Process!, async () =>
    {
        try
        {
            using var answer = await Http.GetAsync(new Uri(part.Address + "/health/ready"), cancellationToken);
            // "Degraded" is an answer too: it waits for the broker.
            return answer.IsSuccessStatusCode && !(await answer.Content.ReadAsStringAsync(cancellationToken)).Contains("Degraded", StringComparison.Ordinal);
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }, cancellationToken);

    private async Task<Dictionary<string, string>> EnvironmentAsync(Part part, CancellationToken cancellationToken)
    {
        var name = part.Definition.Name.ToLowerInvariant();
        var keys = Path.Combine(State, "keys", name);
        Directory.CreateDirectory(keys);
        var environment = new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = part.Address,
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["DOTNET_CONTENTROOT"] = Path.GetDirectoryName(Checkout.Program(part.Definition.Project))!,
            ["ConnectionStrings__RabbitMq"] = RabbitMq.Uri,
            ["PublicOrigin"] = PublicOrigin,
            // Instrumented code and a heap for each core pay off after hours; here a start that takes seconds matters more.
            ["DOTNET_TieredPGO"] = "0",
            ["DOTNET_gcServer"] = "0",
            ["Keys__Directory"] = keys,
            ["Identity__GatewaySecret"] = Secret("gateway-client"),
            ["Gateway__ClientSecret"] = Secret("gateway-client"),
        };
        // Likewise: what a start ran is compiled better only when nothing new has run for these milliseconds, not while others still start. Not so in
        // chat, where with talk going on that moment would not come.
        if (part.Definition.Name != "Chat")
            environment["DOTNET_TC_CallCountingDelayMs"] = "2000";
        if (part.Definition.HasDatabase)
            (environment["ConnectionStrings__Database"], part.IsNew) = await Postgres.CreateDatabaseAsync($"peersupport_{name}", Secret($"database-{name}"), cancellationToken);
        foreach (var (key, value) in Settings)
            environment[key] = value;
        foreach (var other in _parts.Values)
            environment[$"Services__{other.Definition.Name}"] = other.Address;
        return environment;
    }

    /// <summary>A random value that is made once and kept beside the data.</summary>
    private string Secret(string name)
    {
        var path = Path.Combine(State, "secrets", name);
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, Convert.ToHexString(RandomNumberGenerator.GetBytes(24)));
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return File.ReadAllText(path);
    }

    private sealed class Part(Definition definition, string address)
    {
        public Definition Definition { get; } = definition;

        public string Address { get; } = address;

        public Dictionary<string, string> Environment { get; set; } = [];

        public Child? Process { get; set; }

        /// <summary>Whether its database was made by this start.</summary>
        public bool IsNew { get; set; }
    }
}

/// <summary>One program of the platform.</summary>
/// <param name="Name">As in <c>Services:Name</c>.</param>
/// <param name="Project">Its folder.</param>
/// <param name="HasDatabase">Whether it owns a database.</param>
public sealed record Definition(string Name, string Project, bool HasDatabase);

/// <summary>The programs of the platform.</summary>
public static class Definitions
{
    /// <summary>All of them, the gateway last.</summary>
    public static readonly IReadOnlyList<Definition> All =
    [
        new("Identity", "services/Identity", true),
        new("Content", "services/Content", true),
        new("Chat", "services/Chat", true),
        new("Moderation", "services/Moderation", true),
        new("Notifications", "services/Notifications", true),
        new("Web", "services/Web", false),
        new("Gateway", "gateway", true),
    ];
}
