using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using PeerSupport.Identity.Data;
using PeerSupport.ServiceDefaults;
using PeerSupport.Ui;

namespace PeerSupport.Identity.Pages;

/// <summary>The account's pages: rendered here, in the dress of the site, working without script.</summary>
internal static class PageSetup
{
    public static void AddPages(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddExceptionHandler<PageFaultHandler>();
        services.AddUi(builder.Configuration);
        services.AddRazorComponents();
        services.AddDataProtection().SetApplicationName("peersupport-identity").PersistKeysToDbContext<IdentityDb>().ProtectWithOperatorKey(builder.Configuration);
        var isHttps = builder.Configuration.PublicOrigin().StartsWith("https:", StringComparison.Ordinal);
        services.AddAntiforgery(options =>
        {
            // Web has forms on the same origin; each keeps its own.
            options.Cookie.Name = isHttps ? "__Host-account-form" : "account-form";
            options.Cookie.SecurePolicy = isHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.None;
        });
    }

    public static void MapPages(this WebApplication app) => app.MapRazorComponents<App>().Add(endpoint =>
    {
        // Registering and signing in are for visitors; the fallback policy of the services is the reverse.
        if (!endpoint.Metadata.OfType<IAuthorizeData>().Any())
            endpoint.Metadata.Add(new AllowAnonymousAttribute());
    });
}
