using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using PeerSupport.Content.Data;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Content.Figures;

internal static partial class FigureEndpoints
{
    private const int MaximumBytes = 512 * 1024;

    [GeneratedRegex(@"^[a-z0-9]+(-[a-z0-9]+)*\.svg$")]
    private static partial Regex FileName();

    public static void MapFigures(this IEndpointRouteBuilder app)
    {
        app.MapGet("figures/{name}", ReadAsync).AllowAnonymous().WithTags("Figures").WithSummary("A drawing.")
            .Produces<byte[]>(contentType: "image/svg+xml").ProducesProblem(StatusCodes.Status404NotFound);
        app.MapPut("figures/{name}", PutAsync).RequireAuthorization(Policies.Admin).WithTags("Figures").Accepts<string>("image/svg+xml")
            .WithSummary("Puts a drawing in place, cleaned of everything but shapes and words.").Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> ReadAsync(string name, ContentDb db, HttpContext http, CancellationToken cancellation)
    {
        name = WithEnding(name);
        var svg = await db.Figures.AsNoTracking().Where(figure => figure.Name == name).Select(figure => figure.Svg).FirstOrDefaultAsync(cancellation);
        if (svg is null)
        {
            return Problems.NotFound("figure-not-found", "There is no figure of this name.");
        }

        // Opened by itself, a drawing is a page of this origin; this leaves it nothing to load and nothing to run.
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return Cached.Bytes(http, svg, "image/svg+xml");
    }

    private static async Task<IResult> PutAsync(string name, ContentDb db, HttpContext http, TimeProvider clock, CancellationToken cancellation)
    {
        name = WithEnding(name);
        if (name.Length > 100 || !FileName().IsMatch(name))
        {
            return Problems.Invalid("name", "A figure's name has lower-case letters, digits and hyphens, and ends with .svg.");
        }

        if (await FileBody.ReadAsync(http, MaximumBytes, cancellation) is not { } body)
        {
            return Problems.Invalid("figure", "A figure has at most 512 KiB.");
        }

        byte[] cleaned;
        try
        {
            cleaned = SvgCleaner.Clean(new MemoryStream(body));
        }
        catch (FileFormatException exception)
        {
            return Problems.Invalid(exception.Field, exception.Message);
        }

        if (await db.Figures.FindAsync([name], cancellation) is { } existing)
        {
            existing.Replace(cleaned, clock.GetUtcNow());
        }
        else
        {
            db.Figures.Add(new Figure(name, cleaned, clock.GetUtcNow()));
        }

        await db.SaveChangesAsync(cancellation);
        return TypedResults.NoContent();
    }

    /// <summary>There is one kind of figure, so its ending may be left out.</summary>
    private static string WithEnding(string name) => name.Contains('.', StringComparison.Ordinal) ? name : $"{name}.svg";
}
