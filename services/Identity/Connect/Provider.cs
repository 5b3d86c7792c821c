using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using PeerSupport.Identity.Data;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Identity.Connect;

/// <summary>The OpenID Connect provider.</summary>
internal static class Provider
{
    /// <summary>The scope of the platform's own interfaces.</summary>
    public const string ApiScope = "api";

    public static void AddProvider(this WebApplicationBuilder builder)
    {
        var origin = builder.Configuration.PublicOrigin();
        builder.Services.AddSingleton<IConfigureOptions<OpenIddictServerOptions>, Keys>();
        builder.Services.AddHostedService<TokenCleanup>();
        builder.Services.AddOpenIddict()
            .AddCore(core => core.UseEntityFrameworkCore().UseDbContext<IdentityDb>().ReplaceDefaultEntities<Guid>())
            .AddServer(server =>
            {
                server.SetIssuer(new Uri(builder.Configuration.Issuer()));
                // Where the browser goes is always the public address, even when a service reads the metadata from the inside; the second one matches the
                // request itself, which arrives from the gateway.
                server.SetAuthorizationEndpointUris(origin + "/connect/authorize", "connect/authorize");
                server.SetEndSessionEndpointUris(origin + "/connect/end-session", "connect/end-session");
                server.SetTokenEndpointUris("connect/token");
                server.SetRevocationEndpointUris("connect/revoke");
                server.SetUserInfoEndpointUris("connect/userinfo");
                server.AllowAuthorizationCodeFlow().AllowRefreshTokenFlow().RequireProofKeyForCodeExchange();
                server.RegisterScopes(OpenIddictConstants.Scopes.Profile, ApiScope);
                server.RegisterClaims(OpenIddictConstants.Claims.PreferredUsername, OpenIddictConstants.Claims.Role, Tokens.Country);

                // Services validate by themselves with the public key, so access tokens are signed and not encrypted; ten minutes bound what a stolen one is worth.
                server.DisableAccessTokenEncryption();
                server.SetAccessTokenLifetime(TimeSpan.FromMinutes(10));
                server.SetRefreshTokenLifetime(TimeSpan.FromDays(14));
                // Two tabs may refresh at once, and an answer may get lost on the way: the old token is good for a moment longer.
                server.SetRefreshTokenReuseLeeway(TimeSpan.FromSeconds(30));
                server.UseAspNetCore()
                    .EnableAuthorizationEndpointPassthrough()
                    .EnableTokenEndpointPassthrough()
                    .EnableEndSessionEndpointPassthrough()
                    .DisableTransportSecurityRequirement(); // TLS ends in front of the gateway.
            });
    }
}
