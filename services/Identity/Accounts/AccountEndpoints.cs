using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerSupport.Identity.Data;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Identity.Accounts;

internal static class AccountEndpoints
{
    public static void MapAccounts(this IEndpointRouteBuilder app)
    {
        var accounts = app.MapGroup("/api/identity").WithTags("Accounts").RequireAuthorization(Policies.Member);
        accounts.MapGet("/me", MeAsync).WithSummary("The account of whoever asks.").ProducesProblem(StatusCodes.Status404NotFound);
        accounts.MapPost("/sign-out-everywhere", SignOutEverywhereAsync).WithSummary("Ends every session on every device, this one too.");
    }

    private static async Task<Results<Ok<MeResponse>, ProblemHttpResult>> MeAsync(IdentityDb db, CurrentUser user, CancellationToken cancellationToken)
    {
        var me = await db.Users.AsNoTracking().Where(account => account.Id == user.Id)
            .Select(account => new MeResponse(
                account.Id, account.UserName!, account.Roles, account.Country, account.AgeBand == AgeBand.Adult ? "18" : "16-17", account.CreatedAt))
            .SingleOrDefaultAsync(cancellationToken);
        // The token outlives an erased account by minutes.
        return me is null ? Problems.NotFound("no_account", "This account no longer exists.") : TypedResults.Ok(me);
    }

    private static async Task<NoContent> SignOutEverywhereAsync(SignIns signIns, CurrentUser user, CancellationToken cancellationToken)
    {
        await signIns.SignOutEverywhereAsync(user.Id, cancellationToken);
        return TypedResults.NoContent();
    }
}
