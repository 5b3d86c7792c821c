using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Identity;
using OpenIddict.Abstractions;
using PeerSupport.Identity.Data;
using PeerSupport.Screening;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Identity.Accounts;

/// <summary>ASP.NET Core Identity as this service uses it.</summary>
internal static class AccountSetup
{
    private const string ByPath = "by-path";

    public static void AddAccounts(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton(new NameScreening(new(() => Screener.CreateDefault(new() { UseModel = false }))));
        services.AddScoped<Registration>();
        services.AddScoped<SignIns>();
        services.AddScoped<SignInList>();
        services.AddIdentityCore<Account>(options =>
            {
                options.User.AllowedUserNameCharacters = ""; // Pseudonyms has the rules.
                options.Password = new()
                {
                    RequiredLength = Passwords.ShortestLength,
                    RequireDigit = false,
                    RequireLowercase = false,
                    RequireUppercase = false,
                    RequireNonAlphanumeric = false,
                };
                options.Lockout.MaxFailedAccessAttempts = 6;
                options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(5);
                options.ClaimsIdentity.UserIdClaimType = OpenIddictConstants.Claims.Subject;
                options.ClaimsIdentity.UserNameClaimType = OpenIddictConstants.Claims.PreferredUsername;
                options.ClaimsIdentity.RoleClaimType = OpenIddictConstants.Claims.Role;
            })
            .AddEntityFrameworkStores<IdentityDb>()
            .AddSignInManager()
            .AddPasswordValidator<Passwords.Validator>();
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = 210_000); // OWASP's floor for PBKDF2 with SHA-512.
        // "Sign out everywhere" must hold at the next request, and few requests come here.
        services.Configure<SecurityStampValidatorOptions>(options => options.ValidationInterval = TimeSpan.Zero);
        AddCookies(services, builder.Configuration);
    }

    private static void AddCookies(IServiceCollection services, IConfiguration configuration)
    {
        services.AddAuthentication()
            .AddPolicyScheme(ByPath, null, options => options.ForwardDefaultSelector = context =>
                context.Request.Path.StartsWithSegments("/api") ? JwtBearerDefaults.AuthenticationScheme : IdentityConstants.ApplicationScheme)
            .AddIdentityCookies();
        // The pages know their own cookie only: the gateway's bearer token must not make a form of somebody else's session pass for this one's.
        services.Configure<AuthenticationOptions>(options => options.DefaultScheme = ByPath);
        var isHttps = configuration.PublicOrigin().StartsWith("https:", StringComparison.Ordinal);
        services.ConfigureApplicationCookie(options =>
        {
            // The prefix binds the cookie to this host and to https; a browser refuses it on the http of a local run.
            options.Cookie.Name = isHttps ? "__Host-account" : "account";
            options.Cookie.SecurePolicy = isHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.None;
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.LoginPath = "/account/sign-in";
            options.AccessDeniedPath = "/account";
            options.ReturnUrlParameter = "returnUrl";
            options.ExpireTimeSpan = TimeSpan.FromHours(12);
        });
    }
}
