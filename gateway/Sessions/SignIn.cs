using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using PeerSupport.Gateway.Data;
using PeerSupport.Gateway.Pages;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Gateway.Sessions;

internal static class SessionSchemes
{
    public const string Session = "session";
    public const string Identity = "identity";

    /// <summary>The prefix makes browsers insist on https, this host and the root path; on http://localhost they would drop such a cookie.</summary>
    public static string CookieName(IConfiguration configuration) => IsSecure(configuration) ? "__Host-session" : "session";

    public static bool IsSecure(IConfiguration configuration) => configuration.PublicOrigin().StartsWith("https://", StringComparison.Ordinal);
}

internal static class SignIn
{
    public static void AddSessions(this WebApplicationBuilder builder)
    {
        var (services, configuration) = (builder.Services, builder.Configuration);
        services.AddSingleton<SessionStore>();
        services.AddSingleton<SessionRefresh>();
        services.AddSingleton<TokenClient>();
        services.AddHostedService<SessionCleanup>();
        services.AddHttpClient<IdentityClient>(client => client.Timeout = TimeSpan.FromSeconds(10));
        services.AddDataProtection().SetApplicationName("peersupport-gateway").PersistKeysToDbContext<GatewayDb>().ProtectWithOperatorKey(configuration);
        services.AddAuthentication(options => options.DefaultScheme = SessionSchemes.Session)
            .AddCookie(SessionSchemes.Session, options => Cookie(options, configuration))
            .AddOpenIdConnect(SessionSchemes.Identity, options => Identity(options, configuration));
        services.AddOptions<CookieAuthenticationOptions>(SessionSchemes.Session).Configure<SessionStore>((options, store) => options.SessionStore = store);
    }

    private static void Cookie(CookieAuthenticationOptions options, ConfigurationManager configuration)
    {
        options.Cookie.Name = SessionSchemes.CookieName(configuration);
        options.Cookie.HttpOnly = true;
        options.Cookie.Path = "/";
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = SessionSchemes.IsSecure(configuration) ? CookieSecurePolicy.Always : CookieSecurePolicy.None;
        options.SlidingExpiration = false; // The store slides it with each refresh of the tokens.
        options.ExpireTimeSpan = SessionStore.Lifetime;
        options.LoginPath = "/session/sign-in";
        options.ReturnUrlParameter = "returnUrl";
        options.Events.OnValidatePrincipal = SessionRefresh.ValidateAsync;
        options.Events.OnRedirectToLogin = context => RedirectPages(context, StatusCodes.Status401Unauthorized);
        options.Events.OnRedirectToAccessDenied = context => RedirectPages(context, StatusCodes.Status403Forbidden);
    }

    /// <summary>A program that calls the interface cannot do anything with a page for signing in.</summary>
    private static Task RedirectPages(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        if (Paths.IsPage(context.Request.Path))
            context.Response.Redirect(context.RedirectUri);
        else
            context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    private static void Identity(OpenIdConnectOptions options, ConfigurationManager configuration)
    {
        options.Authority = configuration.Issuer();
        options.RequireHttpsMetadata = false; // The metadata come from the internal address.
        options.BackchannelHttpHandler = new PublicOriginHandler(configuration);
        options.BackchannelTimeout = TimeSpan.FromSeconds(10);
        options.ClientId = "gateway";
        options.ClientSecret = configuration["Gateway:ClientSecret"];
        options.ResponseType = OpenIdConnectResponseType.Code;
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.UsePkce = true;
        options.DisableTelemetry = true; // No version numbers in the address.
        options.Scope.Clear();
        foreach (var scope in new[] { "openid", "profile", "api", "offline_access" })
            options.Scope.Add(scope);
        options.CallbackPath = "/session/callback";
        options.SignedOutCallbackPath = "/session/signed-out";
        options.SaveTokens = true;
        options.MapInboundClaims = false;
        options.TokenValidationParameters.NameClaimType = "preferred_username";
        options.TokenValidationParameters.RoleClaimType = "role";
        options.TokenValidationParameters.ValidIssuer = configuration.Issuer();
        // Everything happens on one site with a GET, so the strictest setting that survives the way back from identity will do, on http too.
        options.NonceCookie.SameSite = options.CorrelationCookie.SameSite = SameSiteMode.Lax;
        options.NonceCookie.SecurePolicy = options.CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.Events.OnTokenValidated = Accept;
        options.Events.OnTicketReceived = BeginAnew;
        options.Events.OnRemoteFailure = Explain;
    }

    private static Task Accept(TokenValidatedContext context)
    {
        var member = Tokens.Principal(context.TokenEndpointResponse?.AccessToken ?? throw new InvalidOperationException("Identity gave no access token."));
        if (member.MemberId() is not { } id || id != context.Principal?.MemberId())
            context.Fail("The tokens are not for the same member.");
        else
            context.Principal = member;
        return Task.CompletedTask;
    }

    /// <summary>Session fixation: a sign-in never takes over a key that the browser already had, because somebody else may have put it there.</summary>
    private static Task BeginAnew(TicketReceivedContext context)
    {
        context.Request.Headers.Remove("Cookie");
        return Task.CompletedTask;
    }

    private static Task Explain(RemoteFailureContext context)
    {
        context.HttpContext.RequestServices.GetRequiredService<ILogger<TokenClient>>().LogWarning(context.Failure, "A sign-in did not come to its end");
        context.HandleResponse();
        return StaticPage.WriteAsync(context.HttpContext, StatusCodes.Status400BadRequest, "Signing in did not work",
            "The way back from signing in was interrupted, or it took too long. Nothing is lost: please sign in once more.", ("/session/sign-in", "Sign in again"));
    }
}
