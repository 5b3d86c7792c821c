using PeerSupport.ServiceDefaults;
using PeerSupport.Web.Upstream;

namespace PeerSupport.Web.Forms;

/// <summary>Seeing somebody's messages again.</summary>
internal static class PeopleForms
{
    public static void MapPeopleForms(this IEndpointRouteBuilder app) =>
        app.MapPost("/me/people/{memberId:guid}/show", ShowAsync).RequireAuthorization(Policies.Member).ExcludeFromDescription();

    // The unused form makes the framework check the antiforgery token.
    private static async Task<IResult> ShowAsync(Guid memberId, IFormCollection form, ChatClient chat)
    {
        _ = form;
        await chat.Unblock(memberId);
        return Results.LocalRedirect("/me?done=shown#people");
    }
}
