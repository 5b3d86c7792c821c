using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace PeerSupport.ServiceDefaults;

/// <summary>
/// Gives the answers that no handler has written (nobody signed in, no such route, a body of another kind) the same shape as the others. Under
/// <c>/api</c> and <c>/hubs</c> whatever the client says it accepts: a browser that fetches names text/html too.
/// </summary>
internal static class StatusProblems
{
    private static readonly Func<StatusCodeContext, Task> ForPages = new StatusCodePagesOptions().HandleAsync;

    public static Task WriteAsync(StatusCodeContext status)
    {
        var http = status.HttpContext;
        if (!http.Request.Path.StartsWithSegments("/api") && !http.Request.Path.StartsWithSegments("/hubs"))
            return ForPages(status);

        var (code, title, detail) = Describe(http.Response.StatusCode);
        return TypedResults.Problem(detail, statusCode: http.Response.StatusCode, title: title, type: $"/problems/{code}").ExecuteAsync(http);
    }

    private static (string Code, string Title, string Detail) Describe(int status) => status switch
    {
        StatusCodes.Status400BadRequest => ("invalid", "The request could not be read", "Check that the body is JSON of the documented form."),
        StatusCodes.Status401Unauthorized => ("sign-in-needed", "Nobody is signed in", "Sign in and try again; a token that has ended is renewed first."),
        StatusCodes.Status403Forbidden => ("not-allowed", "Not allowed", "This account may not do this."),
        StatusCodes.Status404NotFound => ("not-found", "Not found", "There is nothing at this address."),
        StatusCodes.Status405MethodNotAllowed => ("method-not-allowed", "Not this way", "This address knows other methods; the description of the interface names them."),
        StatusCodes.Status415UnsupportedMediaType => ("media-type", "Not in this form", "Send the body in the form that the description of the interface names."),
        StatusCodes.Status413PayloadTooLarge => ("too-large", "Too large", "Send less at once."),
        >= 500 => ("unexpected", "Something went wrong on our side", "Please try again in a moment."),
        _ => ("refused", "Not possible", "The request could not be answered as it is."),
    };
}
