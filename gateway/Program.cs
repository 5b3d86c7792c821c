using PeerSupport.Gateway.Data;
using PeerSupport.Gateway.Pages;
using PeerSupport.Gateway.Protection;
using PeerSupport.Gateway.Proxying;
using PeerSupport.Gateway.Sessions;
using PeerSupport.Outbox;
using PeerSupport.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.ConfigureKestrel(options => options.AddServerHeader = false);
builder.AddServiceDefaults("gateway");
builder.AddDatabase<GatewayDb>();
builder.AddMessaging<GatewayDb>("gateway", bus => bus.AddConsumer<SignedOutEverywhereConsumer>());
builder.AddSessions();
builder.AddProtection();
builder.AddProxying();

var app = builder.Build();
app.UseForwardedHeaders();
app.UsePublicOrigin();
app.UseSecurityHeaders();
app.UseRateLimiter();
app.UseServiceDefaults();
app.UseMiddleware<CrossSiteGuard>();
app.UseMiddleware<MemberLimit>();

app.MapSessions();
app.MapApiReference();
app.MapStaticPage();
app.MapPlatform();

await app.RunServiceAsync<GatewayDb>(args);
