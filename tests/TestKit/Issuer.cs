using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.TestKit;

/// <summary>What the chat service needs of identity where it runs as a program without it: an address that has the keys, and tokens that they sign.</summary>
public sealed class Issuer : IAsyncDisposable
{
    private const string KeyId = "tests";
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly JsonWebTokenHandler _tokens = new();
    private readonly WebApplication _app;
    private readonly SigningCredentials _credentials;

    private Issuer(WebApplication app)
    {
        _app = app;
        _credentials = new(new ECDsaSecurityKey(_key) { KeyId = KeyId }, SecurityAlgorithms.EcdsaSha256);
    }

    /// <summary>Its address, without a trailing slash; the public origin of the services that believe it.</summary>
    public string Origin { get; private set; } = "";

    /// <summary>Starts it on a free port.</summary>
    public static async Task<Issuer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var issuer = new Issuer(app);
        app.MapGet("/.well-known/openid-configuration", () => Results.Content(
            $$"""{"issuer":"{{issuer.Origin}}/","jwks_uri":"{{issuer.Origin}}/keys","id_token_signing_alg_values_supported":["ES256"]}""", "application/json"));
        app.MapGet("/keys", () => Results.Content(issuer.Keys(), "application/json"));
        await app.StartAsync();
        issuer.Origin = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return issuer;
    }

    /// <summary>A token that holds for twelve hours, and has held for twelve, so that a service whose clock is put forward or back by less takes it all the same.</summary>
    public string Token(Guid member, string pseudonym, params string[] roles) => _tokens.CreateToken(new SecurityTokenDescriptor
    {
        Issuer = Origin + "/",
        Audience = "peersupport",
        TokenType = "at+jwt",
        Subject = new([new("sub", member.ToString()), new("preferred_username", pseudonym), new(AgeBands.Claim, AgeBands.Adults), .. roles.Select(role => new Claim("role", role))]),
        // The room closes with its token, which must not be in the middle of a run.
        NotBefore = DateTime.UtcNow.AddHours(-12),
        IssuedAt = DateTime.UtcNow.AddHours(-12),
        Expires = DateTime.UtcNow.AddHours(12),
        SigningCredentials = _credentials,
    });

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _key.Dispose();
    }

    private string Keys()
    {
        var point = _key.ExportParameters(includePrivateParameters: false).Q;
        return $$"""{"keys":[{"kty":"EC","crv":"P-256","use":"sig","alg":"ES256","kid":"{{KeyId}}","x":"{{Base64UrlEncoder.Encode(point.X)}}","y":"{{Base64UrlEncoder.Encode(point.Y)}}"}]}""";
    }
}
