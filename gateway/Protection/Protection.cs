using Microsoft.AspNetCore.HttpOverrides;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Gateway.Protection;

internal static class Protection
{
    public static void AddProtection(this WebApplicationBuilder builder)
    {
        SecurityHeaders.Add(builder.Services, builder.Configuration);
        Limits.Add(builder.Services, builder.Configuration);
        builder.Services.AddSingleton<MemberLimit.Buckets>();
        builder.Services.PostConfigure<ForwardedHeadersOptions>(options =>
        {
            // Unlike a service, the gateway is reached by anybody, and a made-up address would slip every limit: only named proxies are believed.
            var trusted = (builder.Configuration["Gateway:TrustedProxies"] ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            options.ForwardedHeaders = trusted.Length > 0 ? ForwardedHeaders.XForwardedFor : ForwardedHeaders.None;
            foreach (var network in trusted)
                options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
        });
    }

    /// <summary>
    /// Every link, redirect and forwarded header is made from the configured origin, never from the Host header, which anybody can write
    /// (a poisoned link in a mail is the classic). It also makes https known behind a proxy that ends it.
    /// </summary>
    public static void UsePublicOrigin(this WebApplication app)
    {
        var origin = new Uri(app.Configuration.PublicOrigin());
        app.Use((context, next) =>
        {
            context.Request.Scheme = origin.Scheme;
            context.Request.Host = new HostString(origin.Authority);
            return next(context);
        });
    }
}
