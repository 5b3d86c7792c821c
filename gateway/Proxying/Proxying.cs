using Microsoft.AspNetCore.Authorization;
using PeerSupport.Gateway.Pages;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Transforms;

namespace PeerSupport.Gateway.Proxying;

internal static class Proxying
{
    public const string SomebodyKnown = "somebody-known";

    public static void AddProxying(this WebApplicationBuilder builder)
    {
        builder.Services.AddAuthorizationBuilder().AddPolicy(SomebodyKnown, policy => policy.RequireAssertion(HasSessionOrToken));
        builder.Services.AddHostedService<RequiredAddresses>();
        builder.Services.AddSingleton<IProxyConfigProvider>(provider =>
            new InMemoryConfigProvider(Routes.All, Routes.Clusters(provider.GetRequiredService<IConfiguration>())));
        builder.Services.AddReverseProxy()
            .ConfigureHttpClient((_, handler) => handler.ConnectTimeout = TimeSpan.FromSeconds(3))
            .AddTransforms(context =>
            {
                var sessionCookie = SessionHeaders.For(builder.Configuration, context.Route.Match.Path);
                context.AddRequestTransform(sessionCookie.ApplyAsync);
            });
    }

    public static void MapPlatform(this WebApplication app)
    {
        app.MapReverseProxy(proxy =>
        {
            proxy.Use(ProxyFaults.DescribeAsync);
            proxy.UseSessionAffinity();
            proxy.UseLoadBalancing();
        });
        // Otherwise the pages' route would answer a program with a page.
        foreach (var area in new[] { "/api/{**rest}", "/hubs/{**rest}", "/session/{**rest}" })
            app.Map(area, (HttpContext context) => Answer.WriteAsync(context, StatusCodes.Status404NotFound, "not-found", "Not found", "There is nothing at this address."))
                .AllowAnonymous().ExcludeFromDescription();
    }

    private static bool HasSessionOrToken(AuthorizationHandlerContext context) =>
        context.User.Identity?.IsAuthenticated == true || (context.Resource is HttpContext http && http.Request.Headers.Authorization.Count > 0);

    /// <summary>Says at the start which address is missing. Not earlier: the step that migrates the database needs none.</summary>
    private sealed class RequiredAddresses(IConfiguration configuration) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            var missing = Routes.Services.Where(service => string.IsNullOrEmpty(configuration[$"Services:{service}"])).Select(service => $"Services:{service}").ToList();
            return missing.Count == 0
                ? Task.CompletedTask
                : throw new InvalidOperationException($"Set {string.Join(", ", missing)} to the internal addresses of the services, such as http://127.0.0.1:5101.");
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
