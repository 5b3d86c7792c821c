using System.Globalization;
using System.Security.Claims;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.IdentityModel.JsonWebTokens;

namespace PeerSupport.Gateway.Sessions;

/// <summary>What identity answers at its token endpoint.</summary>
public sealed record Tokens(
    [property: JsonPropertyName("access_token")] string AccessToken,
    [property: JsonPropertyName("refresh_token")] string? RefreshToken,
    [property: JsonPropertyName("id_token")] string? IdToken,
    [property: JsonPropertyName("expires_in")] int ExpiresIn)
{
    private static readonly string[] Kept = ["sub", "preferred_username", "role", "country"];

    /// <summary>
    /// The member as the access token names them, so that a change of roles shows with the next refresh. The token came over the back channel
    /// from identity itself, which is why its signature is not checked once more (OpenID Connect Core 3.1.3.7, point 6).
    /// </summary>
    public static ClaimsPrincipal Principal(string accessToken)
    {
        var claims = new JsonWebTokenHandler().ReadJsonWebToken(accessToken).Claims.Where(claim => Kept.Contains(claim.Type));
        return new(new ClaimsIdentity(claims.Select(claim => new Claim(claim.Type, claim.Value)), "session", "preferred_username", "role"));
    }

    /// <summary>Puts the tokens where the cookie handler keeps them; what identity left out stays.</summary>
    public void WriteTo(AuthenticationProperties properties, DateTimeOffset now) => properties.StoreTokens(
    [
        new() { Name = "access_token", Value = AccessToken },
        new() { Name = "refresh_token", Value = RefreshToken ?? properties.GetTokenValue("refresh_token") ?? "" },
        new() { Name = "id_token", Value = IdToken ?? properties.GetTokenValue("id_token") ?? "" },
        new() { Name = "expires_at", Value = now.AddSeconds(ExpiresIn).ToString("o", CultureInfo.InvariantCulture) },
    ]);
}
