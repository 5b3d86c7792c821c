using PeerSupport.ServiceDefaults;
using PeerSupport.Web.Upstream;

namespace PeerSupport.Web.Forms;

/// <summary>What a member does in the inbox.</summary>
internal static class InboxForms
{
    public static void MapInboxForms(this IEndpointRouteBuilder app) =>
        app.MapPost("/me/inbox/read-all", ReadAllAsync).RequireAuthorization(Policies.Member).ExcludeFromDescription();

    // The unused form makes the framework check the antiforgery token.
    private static async Task<IResult> ReadAllAsync(IFormCollection form, InboxClient inbox)
    {
        _ = form;
        await inbox.ReadAll();
        return Results.LocalRedirect("/me/inbox?done=read");
    }
}
