using NetEscapades.AspNetCore.SecurityHeaders;
using PeerSupport.Gateway.Proxying;
using Scalar.AspNetCore;

namespace PeerSupport.Gateway.Pages;

/// <summary>The page at <c>/api</c>: the OpenAPI document of every service, to read and to try.</summary>
internal static class ApiReference
{
    public const string HeaderPolicy = "api-reference";

    public static void MapApiReference(this IEndpointRouteBuilder app) =>
        app.MapScalarApiReference("/api", (options, context) =>
        {
            options.WithTitle("The interface").WithNonce(context.GetNonce()).DisableDefaultFonts().DisableTelemetry().DisableAgent().DisableMcp();
            options.AddDocument("gateway", "Sessions", "/api/gateway/openapi.json");
            foreach (var service in Routes.Services.Where(service => service != "Web"))
                options.AddDocument(service.ToLowerInvariant(), service, $"/api/{service.ToLowerInvariant()}/openapi.json");
        }).AllowAnonymous().WithSecurityHeadersPolicy(HeaderPolicy);
}
