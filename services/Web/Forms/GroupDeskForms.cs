using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PeerSupport.ServiceDefaults;
using PeerSupport.Web.Pages;
using PeerSupport.Web.Upstream;

namespace PeerSupport.Web.Forms;

/// <summary>What admins do with groups. A form that is refused comes back with every word that was in it.</summary>
internal static class GroupDeskForms
{
    public static void MapGroupDeskForms(this IEndpointRouteBuilder app)
    {
        var forms = app.MapGroup("/admin/groups").RequireAuthorization(Policies.Admin).ExcludeFromDescription();
        forms.MapPost("/new", (IFormCollection form, GroupDesk desk) => SaveAsync(null, form, desk));
        forms.MapPost("/{slug}", (string slug, IFormCollection form, GroupDesk desk) => SaveAsync(slug, form, desk));
        forms.MapPost("/{slug}/archive", (string slug, IFormCollection form, GroupDesk desk) => CloseAsync(slug, form, desk, isClosed: true));
        forms.MapPost("/{slug}/reopen", (string slug, IFormCollection form, GroupDesk desk) => CloseAsync(slug, form, desk, isClosed: false));
        forms.MapPost("/proposals/{id:guid}", AnswerAsync);

        app.MapPost("/groups/propose", ProposeAsync).RequireAuthorization(Policies.Member).ExcludeFromDescription();
    }

    private static async Task<IResult> SaveAsync(string? slug, IFormCollection form, GroupDesk desk)
    {
        var typed = GroupForm.Read(slug, form);
        var (group, errors) = typed.ToGroup();
        var address = slug ?? typed["slug"]?.Trim() ?? "";
        if (address.Length == 0)
            errors["slug"] = "Choose an address, such as quiet-harbour.";
        if (errors.Count > 0)
            return Show(typed with { Errors = errors });
        var saved = await desk.Save(address, group, slug is null ? null : typed.Etag);
        if (saved.Code == "slug-taken")
            return Show(typed with { Errors = new Dictionary<string, string> { ["slug"] = saved.Errors[""] } });
        return saved.IsDone
            ? Results.LocalRedirect($"/admin/groups/{Uri.EscapeDataString(address)}?done={(slug is null ? "made" : "saved")}")
            : Show(typed with { Errors = saved.Errors });
    }

    // The unused form makes the framework check the antiforgery token.
    private static async Task<IResult> CloseAsync(string slug, IFormCollection form, GroupDesk desk, bool isClosed)
    {
        _ = form;
        await desk.Close(slug, isClosed);
        return Results.LocalRedirect($"/admin/groups/{Uri.EscapeDataString(slug)}?done={(isClosed ? "closed" : "reopened")}");
    }

    private static async Task<IResult> AnswerAsync(Guid id, [FromForm(Name = "do")] string? answer, [FromForm] string? slug, [FromForm] string? words, GroupDesk desk)
    {
        var sent = answer == "approve" ? await desk.Approve(id, slug, words) : await desk.Decline(id, words);
        if (sent.IsDone)
            return Results.LocalRedirect($"/admin/groups?done={(answer == "approve" ? "approved" : "declined")}");
        var errors = sent.Errors.ToDictionary(error => error.Key is "slug" or "words" ? $"{error.Key}-{id:N}" : "", error => error.Value);
        var typed = new Dictionary<string, string?> { [$"slug-{id:N}"] = slug, [$"words-{id:N}"] = words };
        return new RazorComponentResult<AdminGroups>(new { Errors = (IReadOnlyDictionary<string, string>)errors, Typed = (IReadOnlyDictionary<string, string?>)typed }) { StatusCode = StatusCodes.Status422UnprocessableEntity };
    }

    private static async Task<IResult> ProposeAsync(IFormCollection form, GroupDesk desk)
    {
        var typed = GroupForm.Read(null, form);
        var sent = await desk.Propose(typed.ToGroup().Group);
        return sent.IsDone
            ? Results.LocalRedirect("/groups/propose?done=proposed")
            : new RazorComponentResult<ProposeGroup>(new { Form = typed with { Errors = sent.Errors } }) { StatusCode = StatusCodes.Status422UnprocessableEntity };
    }

    private static RazorComponentResult<GroupEditor> Show(GroupForm form) => new(new { Form = form }) { StatusCode = StatusCodes.Status422UnprocessableEntity };
}
