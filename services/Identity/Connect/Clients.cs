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
        await PutAsync(manager, gateway);
        foreach (var entry in (configuration["Identity:NativeClients"] ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            await PutAsync(manager, Native(entry));
    }

    /// <summary>
    /// A program on a member's own device, which can keep no secret: the code's verifier protects it instead. Only the operator's own programs belong
    /// here, for nobody is asked whether the program may act for them.
    /// </summary>
    private static OpenIddictApplicationDescriptor Native(string entry)
    {
        if (entry.Split('=', 2) is not [{ Length: > 0 } id, var address] || id == Gateway || !Uri.TryCreate(address, UriKind.Absolute, out var redirect))
            throw new InvalidOperationException($"Identity:NativeClients has \"{entry}\". Each entry is a name other than \"{Gateway}\", an equals sign and the absolute address that the code is sent to.");
        return new()
        {
            ClientId = id,
            ClientType = ClientTypes.Public,
            ApplicationType = ApplicationTypes.Native,
            ConsentType = ConsentTypes.Implicit,
            DisplayName = id,
            RedirectUris = { redirect },
            Permissions =
            {
                Permissions.Endpoints.Authorization,
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
    }

    private static async Task PutAsync(IOpenIddictApplicationManager manager, OpenIddictApplicationDescriptor client)
    {
        if (await manager.FindByClientIdAsync(client.ClientId!) is { } existing)
            await manager.UpdateAsync(existing, client);
        else
            await manager.CreateAsync(client);
    }
}
