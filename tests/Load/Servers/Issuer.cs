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

namespace PeerSupport.Load.Servers;

/// <summary>What the chat service needs of identity: where the keys are, and tokens that they sign.</summary>
internal sealed class Issuer : IAsyncDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly JsonWebTokenHandler _tokens = new();
    private readonly WebApplication _app;
    private readonly SigningCredentials _credentials;

    private Issuer(WebApplication app)
    {
        _app = app;
        _credentials = new(new ECDsaSecurityKey(_key) { KeyId = "load" }, SecurityAlgorithms.EcdsaSha256);
    }

    public string Origin { get; private set; } = "";

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

    public string Token(Guid member, string pseudonym, params string[] roles) => _tokens.CreateToken(new SecurityTokenDescriptor
    {
        Issuer = Origin + "/",
        Audience = "peersupport",
        TokenType = "at+jwt",
        Subject = new([new("sub", member.ToString()), new("preferred_username", pseudonym), .. roles.Select(role => new Claim("role", role))]),
        // The room closes with its token, which must not be in the middle of a run.
        Expires = DateTime.UtcNow.AddHours(12),
        SigningCredentials = _credentials,
    });

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _key.Dispose();
    }

    private string Keys()
    {
        var point = _key.ExportParameters(includePrivateParameters: false).Q;
        return $$"""{"keys":[{"kty":"EC","crv":"P-256","use":"sig","alg":"ES256","kid":"load","x":"{{Base64UrlEncoder.Encode(point.X)}}","y":"{{Base64UrlEncoder.Encode(point.Y)}}"}]}""";
    }
}
