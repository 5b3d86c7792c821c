using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using PeerSupport.Identity.Accounts;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace PeerSupport.Identity.Connect;

/// <summary>The parts of the protocol that need to know members; OpenIddict has validated the request before it gets here, and does the rest.</summary>
internal static class ConnectEndpoints
{
    private const string Server = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;

    public static void MapConnect(this IEndpointRouteBuilder app)
    {
        // The protocol has its own safeguards (state, PKCE, client authentication), which antiforgery tokens would only break.
        var connect = app.MapGroup("/connect").AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
        connect.MapMethods("/authorize", [HttpMethods.Get, HttpMethods.Post], AuthorizeAsync);
        connect.MapPost("/token", ExchangeAsync);
        connect.MapMethods("/end-session", [HttpMethods.Get, HttpMethods.Post], EndSessionAsync);
    }

    private static async Task<IResult> AuthorizeAsync(HttpContext http, UserManager<Account> users)
    {
        var request = http.GetOpenIddictServerRequest() ?? throw new InvalidOperationException("OpenIddict has not seen this request.");
        var signedIn = await http.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        var account = signedIn.Succeeded ? await users.GetUserAsync(signedIn.Principal) : null;
        var asksAgain = request.HasPromptValue(PromptValues.Login);
        if (account is not null && !asksAgain)
            return Results.SignIn(Tokens.For(account, request.GetScopes()), authenticationScheme: Server);
        if (request.HasPromptValue(PromptValues.None))
            return Refuse(Errors.LoginRequired, "Nobody is signed in.");

        // Without the prompt, or the way back would ask for ever.
        var parameters = (http.Request.HasFormContentType ? http.Request.Form.AsEnumerable() : http.Request.Query)
            .Where(parameter => parameter.Key != Parameters.Prompt);
        var back = http.Request.Path + QueryString.Create(parameters);
        return Results.Redirect("/account/sign-in" + QueryString.Create("returnUrl", back));
    }

    private static async Task<IResult> ExchangeAsync(HttpContext http, UserManager<Account> users)
    {
        var granted = (await http.AuthenticateAsync(Server)).Principal;
        var account = granted?.GetClaim(Claims.Subject) is { } subject ? await users.FindByIdAsync(subject) : null;
        return account is null
            ? Refuse(Errors.InvalidGrant, "This account no longer exists.")
            : Results.SignIn(Tokens.Renew(granted!, account), authenticationScheme: Server);
    }

    private static async Task<IResult> EndSessionAsync(HttpContext http, SignInManager<Account> manager, SignIns signIns)
    {
        var signedIn = (await http.AuthenticateAsync(IdentityConstants.ApplicationScheme)).Principal;
        var hint = (await http.AuthenticateAsync(Server)).Principal;

        // A foreign page must not sign people out by a link: it has no id token of theirs, and the browser says where the request comes from.
        var isTheirs = hint is not null && signedIn is not null && hint.GetClaim(Claims.Subject) == signedIn.GetClaim(Claims.Subject);
        if (signedIn is not null && !isTheirs && http.Request.Headers["Sec-Fetch-Site"] == "cross-site")
            return Results.Redirect("/account");

        if (hint is not null && hint.GetAuthorizationId() is { } authorization && Guid.TryParse(hint.GetClaim(Claims.Subject), out var member))
            await signIns.EndAsync(member, authorization, http.RequestAborted);
        await manager.SignOutAsync();
        return Results.SignOut(new AuthenticationProperties { RedirectUri = "/account/signed-out" }, [Server]);
    }

    private static IResult Refuse(string error, string description) => Results.Forbid(
        new AuthenticationProperties(new Dictionary<string, string?>
        {
            [OpenIddictServerAspNetCoreConstants.Properties.Error] = error,
            [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = description,
        }),
        [Server]);
}
