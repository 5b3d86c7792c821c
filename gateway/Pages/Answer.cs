using Microsoft.AspNetCore.Mvc;

namespace PeerSupport.Gateway.Pages;

/// <summary>Says the same thing to a person as a page and to a program as problem details (RFC 9457).</summary>
internal static class Answer
{
    public static async Task WriteAsync(HttpContext context, int status, string code, string title, string detail)
    {
        if (WantsPage(context.Request))
        {
            await StaticPage.WriteAsync(context, status, title, detail, (context.Request.Path, "Try again"));
            return;
        }

        context.Response.StatusCode = status;
        await context.RequestServices.GetRequiredService<IProblemDetailsService>().WriteAsync(new()
        {
            HttpContext = context,
            ProblemDetails = new ProblemDetails { Status = status, Type = $"/problems/{code}", Title = title, Detail = detail },
        });
    }

    private static bool WantsPage(HttpRequest request) =>
        !Paths.IsApi(request.Path) && !Paths.IsHub(request.Path) && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}
