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

    private static async Task<IResult> JoinAsync(
        string slug, [FromForm] string? agree, [FromForm] long? charter, [FromForm] string? answer, [FromForm] string? invitation, ChatClient chat)
    {
        invitation = Given.OrNull(invitation);
        var back = $"/groups/{Uri.EscapeDataString(slug)}?{(invitation is null ? "" : $"invitation={Uri.EscapeDataString(invitation)}&")}";
        if (agree is null)
            return Results.LocalRedirect(back + "why=agree");
        var joined = await chat.Join(slug, charter ?? 0, answer, invitation);
        if (joined.Value is not { } became)
            return Results.LocalRedirect(back + "why=" + (joined.Errors.ContainsKey("answer") ? "answer" : joined.Code));
        return Results.LocalRedirect(became.Outcome == "joined"
            ? $"/groups/{Uri.EscapeDataString(slug)}/room?done=joined"
            : $"{back}done={became.Outcome}{(became.Support is null ? "" : "&help=now")}");
    }

    // The unused form makes the framework check the antiforgery token.
    private static async Task<IResult> LeaveAsync(string slug, IFormCollection form, ChatClient chat)
    {
        _ = form;
        var left = await chat.Leave(slug);
        return Results.LocalRedirect(left.IsDone ? $"/groups/{Uri.EscapeDataString(slug)}?done=left" : "/groups");
    }

    private static async Task<IResult> FinishAsync(string slug, string lesson, [FromForm] string? next, ContentClient content)
    {
        var last = string.IsNullOrEmpty(next);
        await content.Keep(slug, new Progress(last ? lesson : next, 0, last));
        var module = Uri.EscapeDataString(slug);
        return Results.LocalRedirect(last ? $"/modules/{module}" : $"/modules/{module}/{Uri.EscapeDataString(next!)}");
    }
}
