using System.Net;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using PeerSupport.TestKit;

namespace PeerSupport.Gateway.Tests.Sessions;

/// <summary>Tokens of 30 seconds are due for a refresh from the start.</summary>
public sealed class RefreshTests : IAsyncLifetime
{
    private readonly GatewayFactory _gateway = new();

    public ValueTask InitializeAsync() => _gateway.InitializeAsync();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task Twenty_requests_at_once_refresh_the_tokens_once_and_all_carry_the_new_one()
    {
        using var browser = await SignedInWithTokensThatEndSoonAsync();
        _gateway.Identity.Lifetime = TimeSpan.FromMinutes(10);
        _gateway.Identity.Gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

        // The first one's refresh is held back until another request stands at the lock of its row.
        var requests = Enumerable.Range(0, 20).Select(_ => browser.GetAsync("/api/chat/me/groups")).ToList();
        await Eventually.TrueAsync(async () => _gateway.Identity.Refreshes > 0 && await WaitingAtALockAsync() > 0, "no two requests met");
        _gateway.Identity.Gate.SetResult();

        var answers = await Task.WhenAll(requests);
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Equal(1, _gateway.Identity.Refreshes);
        Assert.Equal(20, _gateway.Services.Requests.Count);
        Assert.Single(_gateway.Services.Requests.Select(request => request.Header("Authorization")).Distinct());
        Assert.NotNull(_gateway.Services.Last.Header("Authorization"));
    }

    [Fact]
    public async Task A_refresh_that_identity_refuses_ends_the_session()
    {
        using var browser = await SignedInWithTokensThatEndSoonAsync();
        _gateway.Identity.ForgetRefreshTokens();
        using var answer = await browser.GetAsync("/api/chat/me/groups");
        Assert.Null(_gateway.Services.Last.Header("Authorization"));
        Assert.Equal(0, await _gateway.Host.QueryAsync(db => db.Sessions.CountAsync()));
    }

    [Fact]
    public async Task While_identity_is_away_a_token_that_still_lives_is_used_and_the_session_stays()
    {
        using var browser = await SignedInWithTokensThatEndSoonAsync();
        _gateway.Identity.IsAway = true;
        using var answer = await browser.GetAsync("/api/chat/me/groups");
        Assert.NotNull(_gateway.Services.Last.Header("Authorization"));
        Assert.Equal(1, await _gateway.Host.QueryAsync(db => db.Sessions.CountAsync()));
    }

    [Fact]
    public async Task The_database_holds_neither_the_key_nor_a_token()
    {
        using var browser = await SignedInWithTokensThatEndSoonAsync();
        var row = await _gateway.Host.QueryAsync(db => db.Sessions.SingleAsync());
        Assert.Equal(32, row.KeyHash.Length);
        Assert.False(row.Ticket.AsSpan().IndexOf("eyJ"u8) >= 0, "A token can be read in the table.");
    }

    // A connection of its own: the requests that wait may hold every one of the pool.
    private async Task<long> WaitingAtALockAsync()
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_gateway.Host.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'", connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private async Task<Browser> SignedInWithTokensThatEndSoonAsync()
    {
        _gateway.Identity.Lifetime = TimeSpan.FromSeconds(30);
        var browser = _gateway.NewBrowser();
        using var _ = await browser.SignInAsync(TestUsers.Member());
        return browser;
    }
}
