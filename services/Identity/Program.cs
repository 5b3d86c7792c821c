using PeerSupport.Identity.Accounts;
using PeerSupport.Identity.Connect;
using PeerSupport.Identity.Data;
using PeerSupport.Identity.Pages;
using PeerSupport.Outbox;
using PeerSupport.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.UseStaticWebAssets();
builder.AddPages();
builder.AddServiceDefaults("identity");
builder.AddDatabase<IdentityDb>();
builder.AddMessaging<IdentityDb>("identity");
builder.AddAccounts();
builder.AddProvider();

var app = builder.Build();
app.UseServiceDefaults();
app.UseAntiforgery();
app.MapStaticAssets().AllowAnonymous();
app.MapConnect();
app.MapAccounts();
app.MapPages();

if (args is ["account", ..])
    return await AccountCommand.RunAsync(app.Services, args, Console.In, Console.Error);

await app.RunServiceAsync<IdentityDb>(args, Clients.RegisterAsync);
return 0;
