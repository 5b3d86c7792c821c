using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PeerSupport.Gateway.Pages;

internal sealed record CrisisLine(string Name, string? Number, string? Text, string? Hours, string? Url);

internal sealed record CrisisCountry(string Code, string Name, string Emergency, IReadOnlyList<CrisisLine> Lines);

internal sealed record CrisisLines(IReadOnlyList<CrisisCountry> Countries);

/// <summary>A page that needs nothing but this process. Somebody in need may be the one who meets it, so the numbers are on it, not behind a link.</summary>
internal static class StaticPage
{
    private const string StylePath = "/session/page.css";

    private static readonly string Lines = RenderLines();

    public static void MapStaticPage(this IEndpointRouteBuilder app) => app.MapGet(StylePath, (HttpContext context) =>
    {
        context.Response.Headers.CacheControl = "public, max-age=86400";
        return TypedResults.Bytes(Resource("page.css"), "text/css; charset=utf-8");
    }).AllowAnonymous().ExcludeFromDescription();

    public static Task WriteAsync(HttpContext context, int status, string title, string text, params (string Path, string Words)[] links)
    {
        var list = string.Join(" ", links.Select(link => $"<a href=\"{Html(link.Path)}\">{Html(link.Words)}</a>"));
        return WriteAsync(context, status, title, $"<p>{Html(text)}</p><p>{list}</p><h2>If you need somebody now</h2>{Lines}");
    }

    /// <summary>The page of the crisis lines while the real one cannot be reached. It does its work, so it is no error.</summary>
    public static Task WriteHelpAsync(HttpContext context) =>
        WriteAsync(context, StatusCodes.Status200OK, "Help now", $"<p>If you or somebody else may be in danger, call the emergency number or one of these lines.</p>{Lines}");

    private static async Task WriteAsync(HttpContext context, int status, string title, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.WriteAsync($"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{Html(title)}</title>
            <link rel="stylesheet" href="{StylePath}">
            </head>
            <body>
            <main>
            <h1>{Html(title)}</h1>
            {body}
            </main>
            </body>
            </html>
            """, context.RequestAborted);
    }

    private static string RenderLines()
    {
        var lines = JsonSerializer.Deserialize<CrisisLines>(Resource("crisis-lines.json"), JsonSerializerOptions.Web)!;
        var html = new StringBuilder("<dl>");
        foreach (var country in lines.Countries)
        {
            html.Append(CultureInfo.InvariantCulture, $"<dt>{Html(country.Name)}</dt><dd>Emergency: {Phone(country.Emergency)}</dd>");
            foreach (var line in country.Lines)
                html.Append(CultureInfo.InvariantCulture, $"<dd>{Describe(line)}</dd>");
        }

        return html.Append("</dl>").ToString();
    }

    private static string Describe(CrisisLine line)
    {
        var name = line.Url is null ? Html(line.Name) : $"<a href=\"{Html(line.Url)}\" rel=\"noreferrer\">{Html(line.Name)}</a>";
        return string.Concat(name, line.Number is null ? "" : ": " + Phone(line.Number), line.Hours is null ? "" : $" <small>{Html(line.Hours)}</small>");
    }

    private static string Phone(string number) => $"<a href=\"tel:{Html(number.Replace(" ", "", StringComparison.Ordinal))}\">{Html(number)}</a>";

    private static string Html(string text) => HtmlEncoder.Default.Encode(text);

    private static byte[] Resource(string name)
    {
        using var stream = typeof(StaticPage).Assembly.GetManifestResourceStream(name)!;
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }
}
