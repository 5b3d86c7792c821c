using Microsoft.AspNetCore.Http.HttpResults;

namespace PeerSupport.Moderation.Guidelines;

internal static class GuidelineEndpoints
{
    // The guidelines are the community's promise to everybody, visitors included.
    public static void MapGuidelines(this IEndpointRouteBuilder app) =>
        app.MapGet("/api/moderation/guidelines", List).AllowAnonymous().WithTags("Guidelines").WithSummary("The guidelines of the community.");

    private static Ok<Guideline[]> List(GuidelineBook book) => TypedResults.Ok(book.Guidelines);
}
