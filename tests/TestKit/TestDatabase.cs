using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace PeerSupport.TestKit;

/// <summary>A database of its own for one test class, cloned from a template that is migrated once a run.</summary>
/// <param name="connectionString">How to reach it.</param>
public sealed class TestDatabase(string connectionString) : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<Type, Lazy<Task<string>>> Templates = new();

    /// <summary>How to reach the database.</summary>
    public string ConnectionString { get; } = connectionString;

    /// <summary>Where the test server is: <c>PEERSUPPORT_DATABASE</c>, a connection string of a role that may create databases.</summary>
    /// <exception cref="InvalidOperationException">The variable is missing.</exception>
    public static string Server =>
        Environment.GetEnvironmentVariable("PEERSUPPORT_DATABASE")
        ?? throw new InvalidOperationException("Run the tests with tests/run, which starts PostgreSQL, or set PEERSUPPORT_DATABASE to a connection string of a role that may create databases.");

    /// <summary>Clones the template of <typeparamref name="TContext"/>.</summary>
    public static async Task<TestDatabase> CreateAsync<TContext>()
        where TContext : DbContext
    {
        var template = await Templates.GetOrAdd(typeof(TContext), _ => new(MigrateTemplateAsync<TContext>)).Value;
        var name = NewName(typeof(TContext));
        await ExecuteAsync($"create database {name} template {template}");
        return new(For(name));
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync() =>
        await ExecuteAsync($"drop database if exists {new NpgsqlConnectionStringBuilder(ConnectionString).Database} with (force)");

    private static async Task<string> MigrateTemplateAsync<TContext>()
        where TContext : DbContext
    {
        var name = NewName(typeof(TContext)) + "_t";
        await ExecuteAsync($"create database {name}");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => ExecuteAsync($"drop database if exists {name} with (force)").Wait(TimeSpan.FromSeconds(5));

        // Without pooling: a connection that stays open would keep the template from being cloned.
        var options = new DbContextOptionsBuilder<TContext>()
            .UseNpgsql(new NpgsqlConnectionStringBuilder(For(name)) { Pooling = false }.ConnectionString)
            .UseSnakeCaseNamingConvention()
            .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning))
            .Options;
        await using var db = (TContext)Activator.CreateInstance(typeof(TContext), options)!;
        await db.Database.MigrateAsync();
        return name;
    }

    // PostgreSQL cuts a name at 63 bytes, and the random part, which comes last, must not be what it cuts.
    private static string NewName(Type context) => $"test_{context.Name.ToLowerInvariant()[..Math.Min(20, context.Name.Length)]}_{Guid.NewGuid():N}";

    private static string For(string database) => new NpgsqlConnectionStringBuilder(Server) { Database = database, MaxPoolSize = 20 }.ConnectionString;

    private static async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Server) { Database = "postgres", Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
