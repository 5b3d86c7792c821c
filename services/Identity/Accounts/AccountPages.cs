using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using OpenIddict.Abstractions;
using PeerSupport.Contracts;
using PeerSupport.Identity.Data;
using PeerSupport.Identity.Pages;
using PeerSupport.Outbox;

namespace PeerSupport.Identity.Accounts;

/// <summary>The account pages: forms that work without script and, when something has to change, come back with what was typed.</summary>
internal static class AccountPages
{
    public static void MapAccountPages(this IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("/account").AllowAnonymous().ExcludeFromDescription();
        pages.MapGet("/register", (string? returnUrl) => Page<RegisterPage>(new() { ["Model"] = new Registration { ReturnUrl = returnUrl } }));
        pages.MapPost("/register", RegisterAsync);
        pages.MapGet("/sign-in", (string? returnUrl) => Page<SignInPage>(new() { ["ReturnUrl"] = returnUrl }));
        pages.MapPost("/sign-in", SignInAsync);
        pages.MapGet("/signed-out", () => Page<SignedOutPage>([]));
        pages.MapGet("", ShowAsync);
        pages.MapPost("/sign-out-everywhere", SignOutEverywhereAsync);
    }

    private static async Task<IResult> RegisterAsync(
        HttpContext http, [FromForm] string? pseudonym, [FromForm] string? password, [FromForm] string? age, [FromForm] string? country,
        [FromForm] string? consent, [FromForm] string? guidelines, [FromForm] string? returnUrl,
        UserManager<Account> accounts, SignInManager<Account> signIn, IdentityDb db, TimeProvider clock)
    {
        var model = new Registration
        {
            Pseudonym = pseudonym,
            Password = password,
            Age = age,
            Country = country,
            Consent = consent is not null,
            Guidelines = guidelines is not null,
            ReturnUrl = returnUrl,
        };
        if (await model.AcceptAsync(accounts, db, clock) is not { } account)
            return Page<RegisterPage>(new() { ["Model"] = model }, StatusCodes.Status400BadRequest);

        await StartAsync(http, signIn, account);
        return Results.LocalRedirect(Local(returnUrl, "/session/sign-in?returnUrl=/groups"));
    }

    private static async Task<IResult> SignInAsync(
        HttpContext http, [FromForm] string? pseudonym, [FromForm] string? password, [FromForm] string? returnUrl,
        UserManager<Account> accounts, SignInManager<Account> signIn)
    {
        var account = await accounts.FindByNameAsync(pseudonym?.Trim() ?? "");
        var result = account is null ? Microsoft.AspNetCore.Identity.SignInResult.Failed : await signIn.CheckPasswordSignInAsync(account, password ?? "", lockoutOnFailure: true);
        if (result.Succeeded)
        {
            await StartAsync(http, signIn, account!);
            return Results.LocalRedirect(Local(returnUrl, "/session/sign-in?returnUrl=/me"));
        }

        // The same words whether the name or the password is wrong: nobody learns who has an account.
        var message = result.IsLockedOut
            ? "There were too many tries for this name. Please wait ten minutes; your account is safe and nothing was changed."
            : "This name and password do not belong together. Check both; capitals matter in the password.";
        return Page<SignInPage>(new() { ["ReturnUrl"] = returnUrl, ["Pseudonym"] = pseudonym, ["Error"] = message }, StatusCodes.Status400BadRequest);
    }

    private static async Task<IResult> ShowAsync(HttpContext http, UserManager<Account> accounts) =>
        await CurrentAsync(http, accounts) is { } account
            ? Page<AccountPage>(new()
            {
                ["Pseudonym"] = account.Pseudonym,
                ["AgeBand"] = account.AgeBand == AgeBand.EighteenOrOver ? "18 or over" : "16 or 17",
                ["CreatedAt"] = account.CreatedAt,
            })
            : Results.LocalRedirect("/account/sign-in?returnUrl=/account");

    private static async Task<IResult> SignOutEverywhereAsync(
        HttpContext http, IFormCollection form, UserManager<Account> accounts, IOpenIddictAuthorizationManager authorizations, IOpenIddictTokenManager tokens,
        IdentityDb db, TimeProvider clock, CancellationToken cancellationToken)
    {
        _ = form; // Binding the form makes the framework check the antiforgery token.
        if (await CurrentAsync(http, accounts) is not { } account)
            return Results.LocalRedirect("/account/signed-out");

        await EndEverywhereAsync(account, accounts, authorizations, tokens, db, clock, cancellationToken);
        await http.SignOutAsync(IdentityConstants.ApplicationScheme);
        return Results.LocalRedirect("/account/signed-out");
    }

    /// <summary>No refresh token works any more, every cookie of identity dies with the security stamp, and the gateway hears that its sessions end.</summary>
    internal static async Task EndEverywhereAsync(
        Account account, UserManager<Account> accounts, IOpenIddictAuthorizationManager authorizations, IOpenIddictTokenManager tokens,
        IdentityDb db, TimeProvider clock, CancellationToken cancellationToken)
    {
        var subject = account.Id.ToString();
        await tokens.RevokeBySubjectAsync(subject, cancellationToken);
        await authorizations.RevokeBySubjectAsync(subject, cancellationToken);
        db.Enqueue(new SignedOutEverywhere(Guid.CreateVersion7(), clock.GetUtcNow(), account.Id));
        await accounts.UpdateSecurityStampAsync(account);
    }

    private static async Task<Account?> CurrentAsync(HttpContext http, UserManager<Account> accounts)
    {
        var cookie = await http.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        return cookie.Principal?.FindFirstValue(ClaimTypes.NameIdentifier) is { } id ? await accounts.FindByIdAsync(id) : null;
    }

    private static async Task StartAsync(HttpContext http, SignInManager<Account> signIn, Account account) =>
        await http.SignInAsync(IdentityConstants.ApplicationScheme, await signIn.CreateUserPrincipalAsync(account), new AuthenticationProperties { IsPersistent = false });

    /// <summary>Only an address of this site: anything else would let a link from a stranger send people on to the stranger's copy of it.</summary>
    private static string Local(string? returnUrl, string otherwise) =>
        returnUrl is { Length: > 1 } && returnUrl[0] == '/' && returnUrl[1] is not ('/' or '\\') ? returnUrl : otherwise;

    private static RazorComponentResult<TPage> Page<TPage>(Dictionary<string, object?> parameters, int status = StatusCodes.Status200OK)
        where TPage : Microsoft.AspNetCore.Components.IComponent => new(parameters) { StatusCode = status };
}
