using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Npgsql;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Gateway.Sessions;

/// <summary>Keeps sessions in the gateway's database. Plain SQL, because it is on the way of every request of a member.</summary>
internal sealed class SessionStore(NpgsqlDataSource database, TimeProvider clock, ILogger<SessionStore> logger) : ITicketStore
{
    /// <summary>As long as a refresh token lives; each refresh begins it anew.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(14);

    private const string KeyItem = "session-key";

    public static string KeyOf(AuthenticationProperties properties) =>
        properties.Items[KeyItem] ?? throw new InvalidOperationException("The ticket was not made by the session store.");

    public async Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        var key = SessionKey.New();
        await InsertAsync(key, ticket);
        return key;
    }

    /// <summary>
    /// Only a sign-in on top of a session comes here: tokens are refreshed under the row's lock elsewhere, so a late write of this request can
    /// never bring back tokens that another one has already used.
    /// </summary>
    public Task RenewAsync(string key, AuthenticationTicket ticket) => InsertAsync(key, ticket);

    public async Task<AuthenticationTicket?> RetrieveAsync(string key)
    {
        await using var command = database.CreateCommand("select ticket, expires_at from sessions where key_hash = $1 and expires_at > $2");
        command.Parameters.AddWithValue(SessionKey.Hash(key));
        command.Parameters.AddWithValue(clock.GetUtcNow());
        await using var reader = await command.ExecuteReaderAsync();
        if (!await reader.ReadAsync())
            return null;
        var ticket = SessionKey.Open(key, reader.GetFieldValue<byte[]>(0));
        ticket?.Properties.ExpiresUtc = reader.GetFieldValue<DateTimeOffset>(1);
        return ticket;
    }

    /// <summary>While the database is away, a page is shown as to a visitor, so that reading and help go on; a call of the interface must say 503.</summary>
    async Task<AuthenticationTicket?> ITicketStore.RetrieveAsync(string key, HttpContext httpContext, CancellationToken cancellationToken)
    {
        try
        {
            return await RetrieveAsync(key);
        }
        catch (NpgsqlException exception) when (Paths.IsPage(httpContext.Request.Path))
        {
            logger.LogWarning(exception, "The session of a page could not be read; the page is shown as to a visitor");
            return null;
        }
    }

    public async Task RemoveAsync(string key)
    {
        await using var command = database.CreateCommand("delete from sessions where key_hash = $1");
        command.Parameters.AddWithValue(SessionKey.Hash(key));
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Ends the sessions of a member that began before <paramref name="before"/>.</summary>
    public async Task<int> EndAllAsync(Guid member, DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("delete from sessions where member_id = $1 and began_at < $2");
        command.Parameters.AddWithValue(member);
        command.Parameters.AddWithValue(before);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task DeleteExpiredAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("delete from sessions where expires_at <= $1");
        command.Parameters.AddWithValue(clock.GetUtcNow());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task InsertAsync(string key, AuthenticationTicket ticket)
    {
        ticket.Properties.Items[KeyItem] = key;
        var now = clock.GetUtcNow();
        await using var command = database.CreateCommand("""
            insert into sessions (key_hash, member_id, ticket, began_at, expires_at) values ($1, $2, $3, $4, $5)
            on conflict (key_hash) do update set member_id = $2, ticket = $3, began_at = $4, expires_at = $5
            """);
        command.Parameters.AddWithValue(SessionKey.Hash(key));
        command.Parameters.AddWithValue(ticket.Principal.MemberId() ?? throw new InvalidOperationException("The token names no member."));
        command.Parameters.AddWithValue(SessionKey.Seal(key, ticket));
        command.Parameters.AddWithValue(now);
        command.Parameters.AddWithValue(now + Lifetime);
        await command.ExecuteNonQueryAsync();
    }
}
