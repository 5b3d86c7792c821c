using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.TestKit;

/// <summary>Somebody with an access token as identity would issue it, signed by the tests' own key.</summary>
/// <param name="Id">The member's id.</param>
/// <param name="Pseudonym">The name that others see.</param>
/// <param name="Roles">The roles in the token.</param>
/// <param name="Country">The country in the token.</param>
public sealed record TestUser(Guid Id, string Pseudonym, string[] Roles, string? Country)
{
    /// <summary>The age band in the token.</summary>
    public string? AgeBand { get; init; } = AgeBands.Adults;

    /// <summary>A token that is good for <paramref name="lifetime"/>, ten minutes unless told.</summary>
    public string Token(TimeSpan? lifetime = null)
    {
        var claims = new List<Claim> { new("sub", Id.ToString()), new("preferred_username", Pseudonym) };
        claims.AddRange(Roles.Select(role => new Claim("role", role)));
        if (Country is not null)
            claims.Add(new("country", Country));
        if (AgeBand is not null)
            claims.Add(new(AgeBands.Claim, AgeBand));
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = TestUsers.PublicOrigin + "/",
            Audience = ConfigurationKeys.Audience,
            TokenType = "at+jwt",
            Subject = new ClaimsIdentity(claims),
            Expires = DateTime.UtcNow + (lifetime ?? TimeSpan.FromMinutes(10)),
            SigningCredentials = new(TestUsers.SigningKey, SecurityAlgorithms.RsaSha256),
        });
    }
}

/// <summary>Makes users.</summary>
public static class TestUsers
{
    /// <summary>The public origin in the tests of a single service.</summary>
    public const string PublicOrigin = "http://localhost:8080";

    /// <summary>The key that signs the tokens of this run.</summary>
    public static readonly RsaSecurityKey SigningKey = new(RSA.Create(2048)) { KeyId = "tests" };

    /// <summary>A member.</summary>
    public static TestUser Member(string pseudonym = "Fern", string? country = null) => new(Guid.CreateVersion7(), pseudonym, [Roles.Member], country);

    /// <summary>A moderator.</summary>
    public static TestUser Moderator(string pseudonym = "Marek") => new(Guid.CreateVersion7(), pseudonym, [Roles.Member, Roles.Moderator], null);

    /// <summary>An admin.</summary>
    public static TestUser Admin(string pseudonym = "Odile") => new(Guid.CreateVersion7(), pseudonym, [Roles.Member, Roles.Admin], null);
}
