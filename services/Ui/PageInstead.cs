using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;

namespace PeerSupport.Ui;

/// <summary>A page in the place of one that broke.</summary>
public static class PageInstead
{
    /// <summary>Answers with <typeparamref name="TPage"/> and <paramref name="status"/>.</summary>
    public static async Task ShowAsync<TPage>(HttpContext context, int status)
        where TPage : IComponent
    {
        // The renderer's services live as long as their scope and start once; those of the page that broke are used up.
        var before = context.RequestServices;
        await using var scope = before.CreateAsyncScope();
        context.RequestServices = scope.ServiceProvider;
        try
        {
            await new RazorComponentResult<TPage> { StatusCode = status }.ExecuteAsync(context);
        }
        finally
        {
            context.RequestServices = before;
        }
    }
}
