using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http.HttpResults;
using PeerSupport.Web.Pages;

namespace PeerSupport.Web;

/// <summary>
/// A visitor who opens a member's page signs in first and comes back to it. A member who opens a page of the staff is told that there is no
/// such page: who may see it is nobody else's business.
/// </summary>
internal sealed class SignInFirst : IAuthorizationMiddlewareResultHandler
{
    public async Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded)
            await next(context);
        else if (authorizeResult.Forbidden)
            await new RazorComponentResult<NoPage> { StatusCode = StatusCodes.Status404NotFound }.ExecuteAsync(context);
        else
            context.Response.Redirect(Links.SignIn(Back(context.Request)));
    }

    /// <summary>A form cannot be opened again by its address, so its page is the one before it.</summary>
    private static string Back(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) ? request.Path + request.QueryString : request.Path.Value![..Math.Max(1, request.Path.Value!.LastIndexOf('/'))];
}
