using Microsoft.AspNetCore.Authentication;
using Npgsql;

namespace PeerSupport.Gateway.Sessions;

/// <summary>A session whose row is locked. Two tabs that both need new tokens come one after the other, and the second finds what the first has got.</summary>
internal sealed class LockedSession : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;
    private readonly string _key;

    private LockedSession(NpgsqlConnection connection, NpgsqlTransaction transaction, string key, AuthenticationTicket ticket) =>
        (_connection, _transaction, _key, Ticket) = (connection, transaction, key, ticket);

    /// <summary>As it stands after the lock was got.</summary>
    public AuthenticationTicket Ticket { get; }

    /// <summary>Null when the session has ended meanwhile.</summary>
    public static async Task<LockedSession?> TakeAsync(NpgsqlDataSource database, string key, CancellationToken cancellationToken)
    {
        var connection = await database.OpenConnectionAsync(cancellationToken);
        try
        {
            var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await using var command = new NpgsqlCommand("select ticket from sessions where key_hash = $1 for update", connection, transaction);
            command.Parameters.AddWithValue(SessionKey.Hash(key));
            if (await command.ExecuteScalarAsync(cancellationToken) is byte[] row && SessionKey.Open(key, row) is { } ticket)
                return new(connection, transaction, key, ticket);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        await connection.DisposeAsync();
        return null;
    }

    /// <summary>Writes the ticket and lets go of the row.</summary>
    public async Task SaveAsync(AuthenticationTicket ticket, DateTimeOffset expiresAt, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("update sessions set ticket = $2, expires_at = $3 where key_hash = $1", _connection, _transaction);
        command.Parameters.AddWithValue(SessionKey.Hash(_key));
        command.Parameters.AddWithValue(SessionKey.Seal(_key, ticket));
        command.Parameters.AddWithValue(expiresAt);
        await command.ExecuteNonQueryAsync(cancellationToken);
        await _transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Ends the session.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("delete from sessions where key_hash = $1", _connection, _transaction);
        command.Parameters.AddWithValue(SessionKey.Hash(_key));
        await command.ExecuteNonQueryAsync(cancellationToken);
        await _transaction.CommitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
