using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerSupport.Identity.Data;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Identity.Accounts;

/// <summary>What a member sees of their own account.</summary>
/// <param name="Id">The member's id.</param>
/// <param name="Pseudonym">The name that others see.</param>
/// <param name="Roles">The roles.</param>
/// <param name="Country">Whose crisis lines are shown; null when not said.</param>
/// <param name="CreatedAt">When the account was made, in UTC.</param>
public sealed record OwnAccount(Guid Id, string Pseudonym, string[] Roles, string? Country, DateTimeOffset CreatedAt);

internal static class MeEndpoints
{
    public static void MapMe(this IEndpointRouteBuilder app) =>
        app.MapGet("/api/identity/me", GetAsync).RequireAuthorization(Policies.Member).WithTags("Account");

    private static async Task<Results<Ok<OwnAccount>, ProblemHttpResult>> GetAsync(CurrentUser user, IdentityDb db, CancellationToken cancellationToken) =>
        await db.Users.AsNoTracking().Where(account => account.Id == user.Id)
            .Select(account => new OwnAccount(account.Id, account.UserName!, account.Roles, account.Country, account.CreatedAt))
            .SingleOrDefaultAsync(cancellationToken) is { } me
            ? TypedResults.Ok(me)
            : Problems.NotFound("no-account", "This account no longer exists. Sign out to start anew.");
}
