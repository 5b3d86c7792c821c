using Npgsql;

namespace PeerSupport.Load.Servers;

/// <summary>A database for one run, dropped at its end.</summary>
internal sealed class LoadDatabase(string server, string name) : IAsyncDisposable
{
    /// <summary>The table of a plain chat.</summary>
    public const string PlainMessages =
        "create table messages (id uuid primary key, group_id uuid not null, author text not null, posted_at timestamptz not null, body text not null)";

    public string ConnectionString { get; } = new NpgsqlConnectionStringBuilder(server) { Database = name, MaxPoolSize = 50 }.ConnectionString;

    public static async Task<LoadDatabase> CreateAsync(string server)
    {
        var database = new LoadDatabase(server, $"load_{Guid.NewGuid():N}");
        await database.OnServerAsync($"create database {database.Name}");
        return database;
    }

    private string Name => name;

    public async Task<T> ReadAsync<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Without a bound, because filling millions of rows takes its time.</summary>
    public async Task ExecuteAsync(string sql, params object[] values)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync() => await OnServerAsync($"drop database if exists {name} with (force)");

    private async Task OnServerAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
