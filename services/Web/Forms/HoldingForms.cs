using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PeerSupport.ServiceDefaults;
using PeerSupport.Web.Pages;
using PeerSupport.Web.Upstream;

namespace PeerSupport.Web.Forms;

/// <summary>What those who hold a group do on its page of people. Whether somebody may is decided by chat, for whom the others' group does not exist.</summary>
internal static class HoldingForms
{
    public static void MapHoldingForms(this IEndpointRouteBuilder app)
    {
        var forms = app.MapGroup("/groups/{slug}/people").RequireAuthorization(Policies.Member).ExcludeFromDescription();
        forms.MapPost("/requests/{member:guid}", AnswerAsync);
        forms.MapPost("/invitations", InviteAsync);
        forms.MapPost("/invitations/{id:guid}/revoke", RevokeAsync);
        forms.MapPost("/{member:guid}/remove", RemoveAsync);
        forms.MapPost("/{member:guid}/unname", UnnameAsync);
        forms.MapPost("/facilitators", NameAsync);
    }

    private static async Task<IResult> AnswerAsync(string slug, Guid member, [FromForm(Name = "do")] string? answer, [FromForm] string? words, GroupDesk desk) =>
        await desk.Answer(slug, member, answer == "accept", words) is var sent && sent.Errors.ContainsKey("words")
            ? Show(slug, sent.Errors, ($"words-{member:N}", words))
            : Back(slug, sent, answer == "accept" ? "accepted" : "declined");

    /// <summary>The link is shown in the answer itself and nowhere else: an address would keep it in the browser's history.</summary>
    private static async Task<IResult> InviteAsync(string slug, [FromForm] string? days, [FromForm] string? uses, GroupDesk desk)
    {
        // What is no number is none that a link could have, and chat says in words which there are.
        var made = await desk.Invite(slug, Number(days), Number(uses));
        return made.IsDone ? new RazorComponentResult<GroupPeople>(new { Slug = slug, made.Value }) : Show(slug, made.Errors, ("days", days), ("uses", uses));
    }

    private static async Task<IResult> RemoveAsync(string slug, Guid member, [FromForm] string? reason, GroupDesk desk)
    {
        var sent = await desk.Remove(slug, member, reason);
        return sent.Code is null or "person-not-found"
            ? Back(slug, sent, "removed")
            : Show(slug, sent.Errors, ($"reason-{member:N}", reason));
    }

    private static async Task<IResult> NameAsync(string slug, [FromForm] string? pseudonym, GroupDesk desk)
    {
        var sent = await desk.NameFacilitator(slug, pseudonym);
        return sent.IsDone ? Back(slug, sent, "named") : Show(slug, sent.Errors, ("pseudonym", pseudonym));
    }

    // The unused form makes the framework check the antiforgery token.
    private static async Task<IResult> UnnameAsync(string slug, Guid member, IFormCollection form, GroupDesk desk)
    {
        _ = form;
        return Back(slug, await desk.UnnameFacilitator(slug, member), "unnamed");
    }

    // The unused form makes the framework check the antiforgery token.
    private static async Task<IResult> RevokeAsync(string slug, Guid id, IFormCollection form, GroupDesk desk)
    {
        _ = form;
        return Back(slug, await desk.Revoke(slug, id), "revoked");
    }

    /// <summary>The page again, with what was typed. Fields that stand there once for each person carry the person's id behind their name.</summary>
    private static RazorComponentResult<GroupPeople> Show(string slug, IReadOnlyDictionary<string, string> errors, params (string Field, string? Text)[] typed) => new(new
    {
        Slug = slug,
        Errors = (IReadOnlyDictionary<string, string>)errors.GroupBy(
            error => typed.FirstOrDefault(one => one.Field == error.Key || one.Field.StartsWith(error.Key + "-", StringComparison.Ordinal)).Field ?? "", error => error.Value)
            .ToDictionary(error => error.Key, error => error.First()),
        Typed = (IReadOnlyDictionary<string, string?>)typed.ToDictionary(one => one.Field, one => one.Text),
    })
    {
        StatusCode = StatusCodes.Status422UnprocessableEntity,
    };

    private static int Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static IResult Back(string slug, Sent<object> sent, string done) =>
        Results.LocalRedirect($"/groups/{Uri.EscapeDataString(slug)}/people?done={(sent.IsDone ? done : "late")}");
}
