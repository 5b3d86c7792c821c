using System.Collections.Immutable;
using System.Security.Claims;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using PeerSupport.Identity.Accounts;
using PeerSupport.ServiceDefaults;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace PeerSupport.Identity.Connect;

/// <summary>What the tokens say about a member.</summary>
internal static class Tokens
{
    public const string Country = "country";

    /// <summary>For a new sign-in.</summary>
    public static ClaimsPrincipal For(Account account, ImmutableArray<string> scopes)
    {
        var identity = Describe(new ClaimsIdentity(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme, Claims.PreferredUsername, Claims.Role), account);
        identity.SetScopes(scopes);
        if (scopes.Contains(Provider.ApiScope))
            identity.SetResources(ConfigurationKeys.Audience);
        return new(identity.SetDestinations(DestinationsOf));
    }

    /// <summary>For a code or a refresh token: the grant as it was, the member as they are now.</summary>
    public static ClaimsPrincipal Renew(ClaimsPrincipal granted, Account account)
    {
        var identity = new ClaimsIdentity(granted.Claims, OpenIddictServerAspNetCoreDefaults.AuthenticationScheme, Claims.PreferredUsername, Claims.Role);
        return new(Describe(identity, account).SetDestinations(DestinationsOf));
    }

    private static ClaimsIdentity Describe(ClaimsIdentity identity, Account account) => identity
        .SetClaim(Claims.Subject, account.Id.ToString())
        .SetClaim(Claims.PreferredUsername, account.UserName)
        .SetClaims(Claims.Role, [.. account.Roles])
        .SetClaim(Country, account.Country)
        .SetClaim(AgeBands.Claim, account.AgeBand is AgeBand.Adult ? AgeBands.Adults : AgeBands.Under18);

    private static IEnumerable<string> DestinationsOf(Claim claim) => claim.Type switch
    {
        Claims.Subject or Claims.PreferredUsername or Claims.Role or Country => [Destinations.AccessToken, Destinations.IdentityToken],
        // For the platform's own services, which keep the bands apart; no client has to know it.
        AgeBands.Claim => [Destinations.AccessToken],
        _ => [],
    };
}
