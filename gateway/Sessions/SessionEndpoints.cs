using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using PeerSupport.Gateway.Pages;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Gateway.Sessions;

/// <summary>Who is signed in here.</summary>
/// <param name="SignedIn">False for a visitor; the rest is then empty.</param>
/// <param name="Id">The member's id.</param>
/// <param name="Pseudonym">The name that others see.</param>
/// <param name="Roles">Some of member, moderator, admin.</param>
public sealed record SessionModel(bool SignedIn, Guid? Id, string? Pseudonym, IReadOnlyList<string> Roles);

internal static class SessionEndpoints
{
    public static void MapSessions(this IEndpointRouteBuilder app)
    {
        var session = app.MapGroup("/session").WithTags("Session").AllowAnonymous();
        session.MapGet("", Show);
        session.MapGet("/sign-in", BeginAsync);
        session.MapPost("/sign-out", EndAsync).DisableAntiforgery();
        session.MapPost("/sign-out-everywhere", EndEverywhereAsync).DisableAntiforgery();
    }

    private static Ok<SessionModel> Show(HttpContext context, CurrentUser user)
    {
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(user.IsSignedIn
            ? new SessionModel(true, user.Id, user.Pseudonym, [.. context.User.FindAll("role").Select(claim => claim.Value)])
            : new SessionModel(false, null, null, []));
    }

    private static async Task<IResult> BeginAsync(string? returnUrl, HttpContext context, CurrentUser user)
    {
        var local = ReturnUrl.Local(returnUrl);
        if (user.IsSignedIn)
            return TypedResults.LocalRedirect(local);
        try
        {
            await context.ChallengeAsync(SessionSchemes.Identity, new AuthenticationProperties { RedirectUri = local });
        }
        catch (InvalidOperationException)
        {
            // What the metadata's manager throws while identity is away.
            await StaticPage.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, "Signing in is not possible right now",
                "Please try again in a minute.", ($"/session/sign-in?returnUrl={Uri.EscapeDataString(local)}", "Try again"));
        }

        return TypedResults.Empty;
    }

    private static async Task<IResult> EndAsync(HttpContext context, CurrentUser user)
    {
        if (!user.IsSignedIn)
            return TypedResults.LocalRedirect("/");
        await context.SignOutAsync(SessionSchemes.Session);
        try
        {
            // The handler still knows the identity token of this request and hands it on as a hint, so that identity need not ask.
            await context.SignOutAsync(SessionSchemes.Identity, new AuthenticationProperties { RedirectUri = "/" });
            return TypedResults.Empty;
        }
        catch (InvalidOperationException)
        {
            return TypedResults.LocalRedirect("/"); // Identity is away; the session here has ended all the same.
        }
    }

    private static async Task<IResult> EndEverywhereAsync(
        HttpContext context, CurrentUser user, SessionStore sessions, IdentityClient identity, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!user.IsSignedIn)
            return TypedResults.LocalRedirect("/");
        var accessToken = await context.GetTokenAsync(SessionSchemes.Session, "access_token") ?? "";
        var everywhere = await identity.SignOutEverywhereAsync(accessToken, cancellationToken);
        // Here at once, without waiting for the event.
        await sessions.EndAllAsync(user.Id, clock.GetUtcNow(), cancellationToken);
        if (everywhere)
            return await EndAsync(context, user);

        await context.SignOutAsync(SessionSchemes.Session);
        await StaticPage.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, "Signed out of every browser",
            "Other applications could not be reached just now. Please sign in and choose “Sign out everywhere” once more in a few minutes.", ("/", "Home"));
        return TypedResults.Empty;
    }
}
