using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using PeerSupport.TestKit;

namespace PeerSupport.Gateway.Tests;

/// <summary>As much of an OpenID provider as the gateway speaks to over the back channel. A refresh token is good once.</summary>
public sealed class FakeIdentity
{
    private readonly ConcurrentDictionary<string, (TestUser User, string Nonce)> _codes = new();
    private readonly ConcurrentDictionary<string, TestUser> _refreshTokens = new();
    private int _refreshes;
    private int _endedEverywhere;

    /// <summary>How long the tokens of the next answers live.</summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>While it is there, a refresh waits until it is opened.</summary>
    public TaskCompletionSource? Gate { get; set; }

    public bool IsAway { get; set; }

    public int Refreshes => _refreshes;

    public int EndedEverywhere => _endedEverywhere;

    public string? ForwardedHost { get; private set; }

    public string Grant(TestUser user, string nonce)
    {
        var code = Guid.NewGuid().ToString("N");
        _codes[code] = (user, nonce);
        return code;
    }

    public void ForgetRefreshTokens() => _refreshTokens.Clear();

    public void Map(WebApplication app)
    {
        app.MapGet("/.well-known/openid-configuration", (HttpContext context) =>
        {
            ForwardedHost = context.Request.Headers["X-Forwarded-Host"];
            return Results.Json(new
            {
                issuer = TestUsers.PublicOrigin + "/",
                authorization_endpoint = TestUsers.PublicOrigin + "/connect/authorize",
                token_endpoint = TestUsers.PublicOrigin + "/connect/token",
                end_session_endpoint = TestUsers.PublicOrigin + "/connect/logout",
                jwks_uri = TestUsers.PublicOrigin + "/.well-known/jwks",
            });
        });
        app.MapGet("/.well-known/jwks", () =>
        {
            var key = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(TestUsers.SigningKey.Rsa.ExportParameters(false)) { KeyId = TestUsers.SigningKey.KeyId });
            return Results.Json(new { keys = new[] { new { kty = key.Kty, n = key.N, e = key.E, kid = key.Kid, use = "sig", alg = "RS256" } } });
        });
        app.MapPost("/connect/token", (Delegate)TokenAsync);
        app.MapPost("/api/identity/sign-out-everywhere", () =>
        {
            Interlocked.Increment(ref _endedEverywhere);
            return Results.NoContent();
        });
    }

    private async Task<IResult> TokenAsync(HttpContext context)
    {
        if (IsAway)
            return Results.StatusCode(503);
        var form = await context.Request.ReadFormAsync();
        if (form["grant_type"] == "authorization_code" && form["code_verifier"].Count == 1 && _codes.TryRemove(form["code"]!, out var grant))
            return Answer(grant.User, grant.Nonce);
        if (form["grant_type"] != "refresh_token")
            return Results.Json(new { error = "invalid_grant" }, statusCode: 400);

        Interlocked.Increment(ref _refreshes);
        if (Gate is { } gate)
            await gate.Task;
        return _refreshTokens.TryRemove(form["refresh_token"]!, out var user) ? Answer(user, null) : Results.Json(new { error = "invalid_grant" }, statusCode: 400);
    }

    private IResult Answer(TestUser user, string? nonce)
    {
        var refresh = Guid.NewGuid().ToString("N");
        _refreshTokens[refresh] = user;
        return Results.Json(new { access_token = user.Token(Lifetime), refresh_token = refresh, id_token = IdToken(user, nonce), token_type = "Bearer", expires_in = (int)Lifetime.TotalSeconds });
    }

    private static string IdToken(TestUser user, string? nonce)
    {
        var claims = new List<Claim> { new("sub", user.Id.ToString()) };
        if (nonce is not null)
            claims.Add(new("nonce", nonce));
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = TestUsers.PublicOrigin + "/",
            Audience = "gateway",
            Subject = new ClaimsIdentity(claims),
            Expires = DateTime.UtcNow.AddMinutes(10),
            SigningCredentials = new(TestUsers.SigningKey, SecurityAlgorithms.RsaSha256),
        });
    }
}
