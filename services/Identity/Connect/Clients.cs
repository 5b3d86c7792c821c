using OpenIddict.Abstractions;
using PeerSupport.ServiceDefaults;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace PeerSupport.Identity.Connect;

/// <summary>The applications that may ask for tokens, brought up to date by the migration step.</summary>
internal static class Clients
{
    public const string Gateway = "gateway";

    public static async Task RegisterAsync(IServiceProvider services)
    {
        var configuration = services.GetRequiredService<IConfiguration>();
        var manager = services.GetRequiredService<IOpenIddictApplicationManager>();
        var origin = configuration.PublicOrigin();
        var gateway = new OpenIddictApplicationDescriptor
        {
            ClientId = Gateway,
            ClientSecret = configuration["Identity:GatewaySecret"]
                ?? throw new InvalidOperationException("Set Identity:GatewaySecret to the secret that the gateway has as Gateway:ClientSecret."),
            ClientType = ClientTypes.Confidential,
            ConsentType = ConsentTypes.Implicit, // The site itself: there is nobody else to allow anything to.
            DisplayName = "The site",
            RedirectUris = { new Uri(origin + "/session/callback") },
            PostLogoutRedirectUris = { new Uri(origin + "/"), new Uri(origin + "/session/signed-out") },
            Permissions =
            {
                Permissions.Endpoints.Authorization,
                Permissions.Endpoints.EndSession,
                Permissions.Endpoints.Revocation,
                Permissions.Endpoints.Token,
                Permissions.GrantTypes.AuthorizationCode,
                Permissions.GrantTypes.RefreshToken,
                Permissions.ResponseTypes.Code,
                Permissions.Scopes.Profile,
                Permissions.Prefixes.Scope + Provider.ApiScope,
            },
            Requirements = { Requirements.Features.ProofKeyForCodeExchange },
        };
        if (await manager.FindByClientIdAsync(Gateway) is { } existing)
            await manager.UpdateAsync(existing, gateway);
        else
            await manager.CreateAsync(gateway);
    }
}
