using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PeerSupport.ServiceDefaults;
using PeerSupport.Web.Pages;
using PeerSupport.Web.Upstream;

namespace PeerSupport.Web.Forms;

/// <summary>What somebody who wants to join has written and is to find again when something is missing.</summary>
/// <param name="Why">Why they are not in, as <see cref="Parts.GroupWords.Refusal"/> knows it.</param>
/// <param name="Answer">Their answer to the group's question.</param>
/// <param name="Agrees">Whether they agreed to the charter that they had before them.</param>
/// <param name="Invitation">The token of the link that they came with.</param>
public sealed record JoinForm(string Why, string? Answer, bool Agrees, string? Invitation)
{
    /// <summary>Everything that is missing, by field; an empty name means the whole.</summary>
    public IReadOnlyDictionary<string, string> ErrorsFor(Group group)
    {
        var errors = new Dictionary<string, string>();
        // Who has not agreed either is told both at once.
        if (group.NeedsAnswer && Given.OrNull(Answer) is null)
            errors["answer"] = Parts.GroupWords.Refusal("answer")!;
        errors[Why switch { "agree" => "agree", "answer" or "answer-unfit" => "answer", "charter-changed" => "charter", _ => "" }] = Parts.GroupWords.Refusal(Why)!;
        return errors;
    }
}

/// <summary>Joining and leaving a group; after each the browser is sent on, so that going back posts nothing twice. What is refused comes back as it was written.</summary>
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
        if (agree is null)
            return Show("agree");
        var joined = await chat.Join(slug, charter ?? 0, answer, invitation);
        if (joined.Value is not { } became)
            return Show(joined.Errors.ContainsKey("answer") ? Given.OrNull(answer) is null ? "answer" : "answer-unfit" : joined.Code!);
        var group = $"/groups/{Uri.EscapeDataString(slug)}";
        return Results.LocalRedirect(became.Outcome == "joined" ? $"{group}/room?done=joined"
            : $"{group}?{(invitation is null ? "" : $"invitation={Uri.EscapeDataString(invitation)}&")}done={became.Outcome}{(became.Support is null ? "" : "&help=now")}");

        // To a charter that has changed meanwhile nobody has agreed yet.
        RazorComponentResult<GroupPage> Show(string why) => new(new { Slug = slug, Form = new JoinForm(why, answer, agree is not null && why != "charter-changed", invitation) })
        {
            StatusCode = StatusCodes.Status422UnprocessableEntity,
        };
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
