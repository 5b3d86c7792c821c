using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using PeerSupport.Identity.Data;
using PeerSupport.ServiceDefaults;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace PeerSupport.Identity.Connect;

/// <summary>The OpenID Connect provider: authorization code with PKCE and refresh tokens, nothing else.</summary>
internal static class OpenIdServer
{
    public static void AddOpenIdServer(this WebApplicationBuilder builder)
    {
        builder.Services.AddOpenIddict()
            .AddCore(core => core.UseEntityFrameworkCore().UseDbContext<IdentityDb>().ReplaceDefaultEntities<Guid>())
            .AddServer(server =>
            {
                server.SetIssuer(new Uri(builder.Configuration.Issuer()));
                server.SetAuthorizationEndpointUris("connect/authorize").SetTokenEndpointUris("connect/token").SetEndSessionEndpointUris("connect/end-session");
                server.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange().AllowRefreshTokenFlow();
                server.RegisterScopes(Scopes.OpenId, Scopes.Profile, Scopes.OfflineAccess, "api");
                server.RegisterClaims(Claims.Subject, Claims.PreferredUsername, Claims.Role);
                server.SetAccessTokenLifetime(TimeSpan.FromMinutes(10)).SetRefreshTokenLifetime(TimeSpan.FromDays(14));

                // Two tabs may refresh at once; the second one within half a minute is no theft.
                server.SetRefreshTokenReuseLeeway(TimeSpan.FromSeconds(30));

                // The services read access tokens themselves: signed, not encrypted.
                server.DisableAccessTokenEncryption();
                AddKeys(server, builder.Configuration["Keys:Directory"]);

                // TLS ends in front of the gateway; from there to here it is the operator's own network.
                server.UseAspNetCore().DisableTransportSecurityRequirement()
                    .EnableAuthorizationEndpointPassthrough().EnableTokenEndpointPassthrough().EnableEndSessionEndpointPassthrough();
            });
    }

    /// <summary>Puts the platform's own client into the database, with the secret and addresses that are configured now.</summary>
    public static async Task UpsertClientsAsync(IServiceProvider services)
    {
        var configuration = services.GetRequiredService<IConfiguration>();
        var applications = services.GetRequiredService<IOpenIddictApplicationManager>();
        var gateway = new OpenIddictApplicationDescriptor
        {
            ClientId = "gateway",
            ClientSecret = configuration["Identity:GatewaySecret"] ?? throw new InvalidOperationException("Set Identity:GatewaySecret to the value of the gateway's Gateway:ClientSecret."),
            ClientType = ClientTypes.Confidential,
            ConsentType = ConsentTypes.Implicit,
            DisplayName = "The site itself",
            RedirectUris = { new Uri(configuration.PublicOrigin() + "/session/callback") },
            PostLogoutRedirectUris = { new Uri(configuration.PublicOrigin() + "/"), new Uri(configuration.PublicOrigin() + "/session/signed-out") },
            Permissions =
            {
                Permissions.Endpoints.Authorization, Permissions.Endpoints.Token, Permissions.Endpoints.EndSession,
                Permissions.GrantTypes.AuthorizationCode, Permissions.GrantTypes.RefreshToken, Permissions.ResponseTypes.Code,
                Permissions.Scopes.Profile, Permissions.Prefixes.Scope + "api",
            },
            Requirements = { Requirements.Features.ProofKeyForCodeExchange },
        };
        if (await applications.FindByClientIdAsync("gateway") is { } existing)
            await applications.UpdateAsync(existing, gateway);
        else
            await applications.CreateAsync(gateway);
    }

    private static void AddKeys(OpenIddictServerBuilder server, string? directory)
    {
        if (string.IsNullOrEmpty(directory))
        {
            // Tests and design-time tools: keys that live as long as the process.
            server.AddEphemeralSigningKey().AddEphemeralEncryptionKey();
            return;
        }

        server.AddSigningKey(new RsaSecurityKey(LoadKey(Path.Combine(directory, "signing.pem"))));
        server.AddEncryptionKey(new RsaSecurityKey(LoadKey(Path.Combine(directory, "encryption.pem"))));
    }

    private static RSA LoadKey(string path)
    {
        var key = RSA.Create(3072);
        if (File.Exists(path))
        {
            key.ImportFromPem(File.ReadAllText(path));
            return key;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite });
        using var writer = new StreamWriter(file);
        writer.Write(key.ExportPkcs8PrivateKeyPem());
        return key;
    }
}
