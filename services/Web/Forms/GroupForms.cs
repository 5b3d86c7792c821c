using Microsoft.AspNetCore.Mvc;
using PeerSupport.ServiceDefaults;
using PeerSupport.Web.Upstream;

namespace PeerSupport.Web.Forms;

/// <summary>Joining and leaving a group; after each the browser is sent on, so that going back posts nothing twice.</summary>
internal static class GroupForms
{
    public static void MapGroupForms(this IEndpointRouteBuilder app)
    {
        var forms = app.MapGroup("").RequireAuthorization(Policies.Member).ExcludeFromDescription();
        forms.MapPost("/groups/{slug}/join", JoinAsync);
        forms.MapPost("/groups/{slug}/leave", LeaveAsync);
        forms.MapPost("/modules/{slug}/{lesson}/done", FinishAsync);
    }

    private static async Task<IResult> JoinAsync(string slug, [FromForm] string? agree, ChatClient chat)
    {
        var group = Uri.EscapeDataString(slug);
        if (agree is null)
            return Results.LocalRedirect($"/groups/{group}?done=agree");
        await chat.Join(slug);
        return Results.LocalRedirect($"/groups/{group}/room?done=joined");
    }

    // The unused form makes the framework check the antiforgery token.
    private static async Task<IResult> LeaveAsync(string slug, IFormCollection form, ChatClient chat)
    {
        _ = form;
        await chat.Leave(slug);
        return Results.LocalRedirect($"/groups/{Uri.EscapeDataString(slug)}?done=left");
    }

    private static async Task<IResult> FinishAsync(string slug, string lesson, [FromForm] string? next, ContentClient content)
    {
        var last = string.IsNullOrEmpty(next);
        await content.Keep(slug, new Progress(last ? lesson : next, 0, last));
        var module = Uri.EscapeDataString(slug);
        return Results.LocalRedirect(last ? $"/modules/{module}" : $"/modules/{module}/{Uri.EscapeDataString(next!)}");
    }
}
