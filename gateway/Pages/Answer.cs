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

        // Written whatever the client says it accepts: a browser that fetches names text/html too.
        await TypedResults.Problem(detail, statusCode: status, title: title, type: $"/problems/{code}").ExecuteAsync(context);
    }

    private static bool WantsPage(HttpRequest request) =>
        !Paths.IsApi(request.Path) && !Paths.IsHub(request.Path) && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}
