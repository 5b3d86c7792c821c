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
        var gateway = Client(Gateway, "The site", new(origin + "/session/callback"));
        gateway.ClientType = ClientTypes.Confidential;
        gateway.ClientSecret = configuration["Identity:GatewaySecret"]
            ?? throw new InvalidOperationException("Set Identity:GatewaySecret to the secret that the gateway has as Gateway:ClientSecret.");
        gateway.PostLogoutRedirectUris.UnionWith([new(origin + "/"), new(origin + "/session/signed-out")]);
        gateway.Permissions.Add(Permissions.Endpoints.EndSession);
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
        var client = Client(id, id, redirect);
        (client.ClientType, client.ApplicationType) = (ClientTypes.Public, ApplicationTypes.Native);
        return client;
    }

    /// <summary>What every client may do: sign somebody in by code with a verifier, and stay signed in.</summary>
    private static OpenIddictApplicationDescriptor Client(string id, string name, Uri redirect) => new()
    {
        ClientId = id,
        ConsentType = ConsentTypes.Implicit, // The operator's own: there is nobody else to allow anything to.
        DisplayName = name,
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

    private static async Task PutAsync(IOpenIddictApplicationManager manager, OpenIddictApplicationDescriptor client)
    {
        if (await manager.FindByClientIdAsync(client.ClientId!) is { } existing)
            await manager.UpdateAsync(existing, client);
        else
            await manager.CreateAsync(client);
    }
}
