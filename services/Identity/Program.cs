using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using PeerSupport.Identity.Accounts;
using PeerSupport.Identity.Connect;
using PeerSupport.Identity.Data;
using PeerSupport.Outbox;
using PeerSupport.ServiceDefaults;
using PeerSupport.Ui;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("identity").AddDatabase<IdentityDb>().AddMessaging<IdentityDb>("identity");
builder.AddOpenIdServer();
builder.Services.AddUi(builder.Configuration);
builder.Services.AddRazorComponents();
builder.Services.AddAntiforgery(options => options.Cookie.Name = "ps-account-form");
builder.Services.AddDataProtection().SetApplicationName("peersupport-identity").PersistKeysToDbContext<IdentityDb>();
builder.Services.AddAuthentication().AddIdentityCookies(cookies => cookies.ApplicationCookie?.Configure(options => options.Cookie.Name = "ps-identity"));
builder.Services.Configure<SecurityStampValidatorOptions>(options => options.ValidationInterval = TimeSpan.Zero);
builder.Services.AddIdentityCore<Account>(options =>
{
    options.User.AllowedUserNameCharacters = null!; // Registration checks the letters of every script.
    options.Password = new PasswordOptions { RequiredLength = 10, RequiredUniqueChars = 4, RequireDigit = false, RequireLowercase = false, RequireUppercase = false, RequireNonAlphanumeric = false };
    options.Lockout = new LockoutOptions { MaxFailedAccessAttempts = 10, DefaultLockoutTimeSpan = TimeSpan.FromMinutes(10) };
}).AddEntityFrameworkStores<IdentityDb>().AddSignInManager();

var app = builder.Build();
app.UseServiceDefaults();
app.UseAntiforgery();
app.MapConnect();
app.MapAccountPages();
app.MapMe();
if (!AccountCommand.Is(args))
{
    await app.RunServiceAsync<IdentityDb>(args, OpenIdServer.UpsertClientsAsync);
    return;
}

await using var scope = app.Services.CreateAsyncScope();
await AccountCommand.RunAsync(scope.ServiceProvider, args);
