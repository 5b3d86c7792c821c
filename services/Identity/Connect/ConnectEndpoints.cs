using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using PeerSupport.Identity.Accounts;
using PeerSupport.ServiceDefaults;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace PeerSupport.Identity.Connect;

/// <summary>The endpoints of OpenID Connect that OpenIddict hands over once a request is valid.</summary>
internal static class ConnectEndpoints
{
    private const string Scheme = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;

    public static void MapConnect(this IEndpointRouteBuilder app)
    {
        var connect = app.MapGroup("/connect").AllowAnonymous().ExcludeFromDescription();
        connect.MapMethods("/authorize", ["GET", "POST"], AuthorizeAsync).DisableAntiforgery();
        connect.MapPost("/token", ExchangeAsync).DisableAntiforgery();
        connect.MapMethods("/end-session", ["GET", "POST"], (Delegate)EndSessionAsync).DisableAntiforgery();
    }

    private static async Task<IResult> AuthorizeAsync(HttpContext http, UserManager<Account> accounts)
    {
        var cookie = await http.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        if (cookie.Principal?.FindFirstValue(ClaimTypes.NameIdentifier) is not { } id || await accounts.FindByIdAsync(id) is not { } account)
            return Results.LocalRedirect($"/account/sign-in?returnUrl={Uri.EscapeDataString(http.Request.Path + http.Request.QueryString)}");

        return Results.SignIn(PrincipalOf(account, http.GetOpenIddictServerRequest()!.GetScopes()), authenticationScheme: Scheme);
    }

    /// <summary>A code or a refresh token becomes tokens, with the roles and the name as they are now and not as they were at sign-in.</summary>
    private static async Task<IResult> ExchangeAsync(HttpContext http, UserManager<Account> accounts)
    {
        var granted = await http.AuthenticateAsync(Scheme);
        if (granted.Principal?.GetClaim(Claims.Subject) is not { } id || await accounts.FindByIdAsync(id) is not { } account)
        {
            return Results.Forbid(new AuthenticationProperties(new Dictionary<string, string?>
            {
                [OpenIddictServerAspNetCoreConstants.Properties.Error] = Errors.InvalidGrant,
                [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = "This account no longer exists.",
            }), [Scheme]);
        }

        var principal = PrincipalOf(account, granted.Principal.GetScopes());
        principal.SetAuthorizationId(granted.Principal.GetAuthorizationId());
        return Results.SignIn(principal, authenticationScheme: Scheme);
    }

    private static async Task<IResult> EndSessionAsync(HttpContext http)
    {
        await http.SignOutAsync(IdentityConstants.ApplicationScheme);
        return Results.SignOut(new AuthenticationProperties { RedirectUri = "/account/signed-out" }, [Scheme]);
    }

    private static ClaimsPrincipal PrincipalOf(Account account, IEnumerable<string> scopes)
    {
        var identity = new ClaimsIdentity("OpenIddict", Claims.PreferredUsername, Claims.Role);
        identity.SetClaim(Claims.Subject, account.Id.ToString())
            .SetClaim(Claims.PreferredUsername, account.Pseudonym)
            .SetClaims(Claims.Role, [.. account.Roles])
            .SetClaim("country", account.Country);
        var principal = new ClaimsPrincipal(identity);
        principal.SetScopes(scopes);
        principal.SetResources(ConfigurationKeys.Audience);
        principal.SetDestinations(claim => claim.Type == Claims.Subject || claim.Type == "country"
            ? [Destinations.AccessToken]
            : [Destinations.AccessToken, Destinations.IdentityToken]);
        return principal;
    }
}
