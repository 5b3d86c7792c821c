using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace PeerSupport.ServiceDefaults;

/// <summary>Who is asking, read from the access token of this request.</summary>
/// <param name="accessor">Gives the request.</param>
public sealed class CurrentUser(IHttpContextAccessor accessor)
{
    private ClaimsPrincipal? Principal => accessor.HttpContext?.User;

    /// <summary>False for a visitor.</summary>
    public bool IsSignedIn => Principal?.Identity?.IsAuthenticated == true;

    /// <summary>The member's id. Only where a policy has made sure that somebody is signed in.</summary>
    /// <exception cref="InvalidOperationException">Nobody is signed in.</exception>
    public Guid Id => Principal?.MemberId() ?? throw new InvalidOperationException("Nobody is signed in; the endpoint needs a policy.");

    /// <summary>The name that others see.</summary>
    public string Pseudonym => Principal?.Pseudonym() ?? "";

    /// <summary>ISO 3166-1 alpha-2; null when the member has not said.</summary>
    public string? Country => Principal?.FindFirstValue("country");

    /// <summary>One of <see cref="AgeBands"/>; null when the token is of a time before it said so.</summary>
    public string? AgeBand => Principal?.FindFirstValue(AgeBands.Claim);

    /// <summary>May judge messages.</summary>
    public bool IsModerator => Principal?.IsInRole(Roles.Moderator) == true;

    /// <summary>May publish and run the community.</summary>
    public bool IsAdmin => Principal?.IsInRole(Roles.Admin) == true;

    /// <summary>Moderator or admin.</summary>
    public bool IsStaff => Principal?.IsStaff() == true;
}

/// <summary>The roles that a token can carry.</summary>
public static class Roles
{
    /// <summary>Everybody with an account.</summary>
    public const string Member = "member";

    /// <summary>Judges messages.</summary>
    public const string Moderator = "moderator";

    /// <summary>Publishes and runs the community.</summary>
    public const string Admin = "admin";
}

/// <summary>Reading a principal outside a request, as a hub does.</summary>
public static class PrincipalExtensions
{
    /// <summary>The subject as an id; null when there is none.</summary>
    public static Guid? MemberId(this ClaimsPrincipal principal) =>
        Guid.TryParse(principal.FindFirstValue("sub"), out var id) ? id : null;

    /// <summary>The name that others see; null when there is none.</summary>
    public static string? Pseudonym(this ClaimsPrincipal principal) => principal.FindFirstValue("preferred_username");

    /// <summary>Moderator or admin.</summary>
    public static bool IsStaff(this ClaimsPrincipal principal) => principal.IsInRole(Roles.Moderator) || principal.IsInRole(Roles.Admin);
}
