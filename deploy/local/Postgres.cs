using System.Security.Cryptography;
using Npgsql;

namespace PeerSupport.Local;

/// <summary>A private PostgreSQL server, or one that exists already.</summary>
/// <param name="connectionString">Of a role that may create roles and databases.</param>
/// <param name="launch">Starts the server; null when it is not ours to start.</param>
public sealed class Postgres(string connectionString, Func<Child>? launch) : IAsyncDisposable
{
    private const string User = "postgres";

    /// <summary>Of a role that may create roles and databases.</summary>
    public string ConnectionString { get; } = connectionString;

    private Child? _server;

    /// <summary>Uses <c>PEERSUPPORT_DATABASE</c> unless <paramref name="own"/> forbids it, or starts a server below <paramref name="state"/>.</summary>
    public static async Task<Postgres> StartAsync(string state, string logs, bool own, CancellationToken cancellationToken)
    {
        if (!own && Environment.GetEnvironmentVariable("PEERSUPPORT_DATABASE") is { Length: > 0 } given)
        {
            var existing = new Postgres(given, null);
            return await existing.AnswersAsync() ? existing
                : throw new InvalidOperationException("No PostgreSQL answers at PEERSUPPORT_DATABASE. Correct it, or unset it to start a private one.");
        }

        var programs = FindPrograms();
        var folder = Path.Combine(state, "postgres");
        var data = Path.Combine(folder, "data");
        var secret = Path.Combine(folder, "password");
        await Unprivileged.OwnAsync(User, folder);
        if (!File.Exists(Path.Combine(data, "PG_VERSION")))
        {
            await File.WriteAllTextAsync(secret, Convert.ToHexString(RandomNumberGenerator.GetBytes(16)), cancellationToken);
            await Unprivileged.OwnAsync(User, folder);
            var (init, initArguments) = Unprivileged.As(User, Path.Combine(programs, "initdb"), "-D", data, "-U", User, "--pwfile", secret, "-A", "scram-sha-256", "-E", "UTF8", "--locale=C.UTF-8");
            await Child.RunAsync("initdb", init, initArguments, new Dictionary<string, string>(), logs, cancellationToken: cancellationToken);
        }

        // A server that was killed leaves its lock file behind; PostgreSQL itself checks whether the process in it still lives.
        var port = Ports.Near(state, 0);
        var (program, arguments) = Unprivileged.As(User, Path.Combine(programs, "postgres"), "-D", data, "-p", $"{port}",
            "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "max_connections=400");
        Child Launch() => Child.Start("postgres", program, arguments, new Dictionary<string, string>(), logs, endsWith: Signal.Interrupt);
        var connection = new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = port,
            Username = User,
            Password = (await File.ReadAllTextAsync(secret, cancellationToken)).Trim(),
            Database = "postgres",
        };
        var postgres = new Postgres(connection.ConnectionString, Launch);
        try
        {
            await postgres.LaunchAsync(cancellationToken);
            return postgres;
        }
        catch
        {
            await postgres.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes a role and a database of that name, if they are not there, and returns how the role reaches it, and whether the database is new.</summary>
    public async Task<(string ConnectionString, bool IsNew)> CreateDatabaseAsync(string name, string password, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await ExecuteAsync($"do $$ begin if not exists (select 1 from pg_roles where rolname = '{name}') then create role {name} login; end if; end $$");
        await ExecuteAsync($"alter role {name} with password '{password}'");
        await using var look = new NpgsqlCommand("select exists (select 1 from pg_database where datname = $1)", connection) { Parameters = { new() { Value = name } } };
        var isNew = !(bool)(await look.ExecuteScalarAsync(cancellationToken))!;
        if (isNew)
        {
            await ExecuteAsync($"create database {name} owner {name}");
            await ExecuteAsync($"revoke connect on database {name} from public");
        }

        return (new NpgsqlConnectionStringBuilder(ConnectionString) { Database = name, Username = name, Password = password, MaxPoolSize = 30 }.ConnectionString, isNew);

        async Task ExecuteAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    /// <summary>A name of this cluster that no other has.</summary>
    public async Task<string> IdentityAsync(CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand("select system_identifier::text from pg_control_system()", connection);
        return (string)(await command.ExecuteScalarAsync(cancellationToken))!;
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
        await Wait.UntilAsync("PostgreSQL", _server, AnswersAsync, cancellationToken);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            // A connection of its own: the pool would hand out one to the server that has gone.
            await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false }.ConnectionString);
            await connection.OpenAsync();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private static string FindPrograms() =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).Where(bin => File.Exists(Path.Combine(bin, "initdb"))).OrderDescending().FirstOrDefault()
                ?? throw new InvalidOperationException("Install PostgreSQL 15 or later (apt-get install postgresql), or set PEERSUPPORT_DATABASE.")
            : throw new InvalidOperationException("Install PostgreSQL 15 or later (apt-get install postgresql), or set PEERSUPPORT_DATABASE.");
}
