using Microsoft.AspNetCore.Http.HttpResults;
using PeerSupport.ServiceDefaults;
using PeerSupport.Web.Pages;
using PeerSupport.Web.Upstream;

namespace PeerSupport.Web.Forms;

/// <summary>What an author does with the article's form. A form that is refused comes back with every word that was in it.</summary>
internal static class ArticleForms
{
    public static void MapArticleForms(this IEndpointRouteBuilder app)
    {
        var forms = app.MapGroup("/admin/articles").RequireAuthorization(Policies.Admin).ExcludeFromDescription();
        forms.MapPost("/new", (IFormCollection form, ArticleDesk desk) => SaveAsync(null, form, desk));
        forms.MapPost("/{id:guid}", (Guid id, IFormCollection form, ArticleDesk desk) => SaveAsync(id, form, desk));
        forms.MapPost("/{id:guid}/retract", RetractAsync);
    }

    private static async Task<IResult> SaveAsync(Guid? id, IFormCollection form, ArticleDesk desk)
    {
        var document = DocumentForm.Read(form.Select(field => KeyValuePair.Create(field.Key, field.Value.ToString())));
        var etag = form["_etag"].ToString();
        var state = new EditorState(id, etag, document);
        if (form["_do"] == "preview")
        {
            var preview = await desk.Preview(document);
            return Show(state with { Preview = preview.Value, Errors = preview.Errors });
        }

        var saved = id is { } known ? await desk.Save(known, document, etag) : await desk.Create(document);
        if (saved.Value is null)
            return Show(state with { Errors = saved.Errors });

        if (form["_do"] == "publish")
        {
            var published = await desk.Publish(saved.Value.Id, saved.Value.Etag);
            if (published.Errors.Count > 0)
                return Show(new EditorState(saved.Value.Id, saved.Value.Etag, document) { Errors = published.Errors });
            return Results.LocalRedirect($"/admin/articles/{saved.Value.Id}?done=published");
        }

        return Results.LocalRedirect($"/admin/articles/{saved.Value.Id}?done=saved");
    }

    // The unused form makes the framework check the antiforgery token.
    private static async Task<IResult> RetractAsync(Guid id, IFormCollection form, ArticleDesk desk)
    {
        _ = form;
        var retracted = await desk.Retract(id);
        return Results.LocalRedirect(retracted.Errors.Count == 0 ? $"/admin/articles/{id}?done=retracted" : $"/admin/articles/{id}");
    }

    private static RazorComponentResult<ArticleEditor> Show(EditorState state) => new(new { State = state })
    {
        StatusCode = state.Errors.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
    };
}
