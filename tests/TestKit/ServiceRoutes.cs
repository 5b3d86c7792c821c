using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Constraints;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace PeerSupport.TestKit;

/// <summary>One route as the service has mapped it.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">Its address with something in the place of every parameter.</param>
/// <param name="BodyType">The media type of the body that it says it reads; null when it says none.</param>
/// <param name="IsPublic">Whether a visitor may use it.</param>
public sealed record ServiceRoute(string Method, string Path, string? BodyType, bool IsPublic)
{
    /// <inheritdoc />
    public override string ToString() => $"{Method} {Path}";
}

/// <summary>The routes of a service, read from the service itself, so that a test of all of them cannot forget a new one.</summary>
public static class ServiceRoutes
{
    /// <summary>The routes under <paramref name="prefix"/>, the OpenAPI document left out.</summary>
    public static IReadOnlyList<ServiceRoute> Of(IServiceProvider services, string prefix) =>
    [
        .. from endpoint in services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
           let path = "/" + (endpoint.RoutePattern.RawText ?? "").Trim('/')
           where path.StartsWith(prefix, StringComparison.Ordinal) && !path.EndsWith("/openapi.json", StringComparison.Ordinal)
           from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []
           orderby path, method
           select new ServiceRoute(
               method, Fill(endpoint.RoutePattern), endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes[0],
               endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null),
    ];

    /// <summary>
    /// Sends every route that writes what it cannot take, and tells of those that do not name what is wrong. A route that says it reads a body must answer
    /// 400 with the field; the others must at least not break.
    /// </summary>
    public static async Task<IReadOnlyList<string>> TakingBadBodiesAsync(IServiceProvider services, HttpClient client, string prefix)
    {
        var wrong = new List<string>();
        foreach (var route in Of(services, prefix).Where(route => route.Method is "POST" or "PUT" or "PATCH" or "DELETE"))
        {
            foreach (var body in new[] { "{}", "{" })
            {
                using var request = new HttpRequestMessage(new(route.Method), new Uri(route.Path, UriKind.Relative));
                request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue(route.BodyType ?? "application/json"));
                using var answer = await client.SendAsync(request);
                var text = await answer.Content.ReadAsStringAsync();
                var isRefused = route.BodyType is null ? (int)answer.StatusCode < 500 : answer.StatusCode == HttpStatusCode.BadRequest && (body == "{" || NamesAField(text));
                if (!isRefused)
                    wrong.Add($"{route} answers {(int)answer.StatusCode} to {body}: {text}");
            }
        }

        return wrong;
    }

    /// <summary>The routes that are not public and let somebody in who is not signed in.</summary>
    public static async Task<IReadOnlyList<string>> OpenToVisitorsAsync(IServiceProvider services, HttpClient visitor, string prefix)
    {
        var open = new List<string>();
        foreach (var route in Of(services, prefix).Where(route => !route.IsPublic))
        {
            using var request = new HttpRequestMessage(new(route.Method), new Uri(route.Path, UriKind.Relative));
            using var answer = await visitor.SendAsync(request);
            if (answer.StatusCode != HttpStatusCode.Unauthorized)
                open.Add($"{route} answers {(int)answer.StatusCode}");
        }

        return open;
    }

    private static string Fill(RoutePattern pattern) => "/" + string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternParameterPart parameter when IsOf(parameter, "guid", typeof(GuidRouteConstraint)) => "0199aaaa-0000-7000-8000-000000000009",
        RoutePatternParameterPart parameter when IsOf(parameter, "int", typeof(IntRouteConstraint)) => "999999",
        RoutePatternParameterPart => "any",
        _ => "",
    }))));

    private static bool IsOf(RoutePatternParameterPart parameter, string word, Type constraint) =>
        parameter.ParameterPolicies.Any(policy => policy.Content == word || policy.ParameterPolicy?.GetType() == constraint);

    private static bool NamesAField(string problem)
    {
        using var json = JsonDocument.Parse(problem);
        return json.RootElement.TryGetProperty("errors", out var errors) && errors.EnumerateObject().Any();
    }
}
