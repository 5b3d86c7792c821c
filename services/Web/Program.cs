using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.HttpResults;
using PeerSupport.ServiceDefaults;
using PeerSupport.Ui;
using PeerSupport.Web;
using PeerSupport.Web.Forms;
using PeerSupport.Web.Pages;
using PeerSupport.Web.Upstream;

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.UseStaticWebAssets();

// Before the defaults, whose handler answers in JSON: here a person is reading.
builder.Services.AddExceptionHandler<PageFaultHandler>();
builder.AddServiceDefaults("web");
builder.Services.AddUi(builder.Configuration);
builder.Services.AddRazorComponents();
builder.Services.AddSingleton<IAuthorizationMiddlewareResultHandler, SignInFirst>();
builder.Services.AddAntiforgery(options => options.Cookie.Name = "ps-form");
builder.Services.AddOutputCache(options => options.AddPolicy("public", policy => policy.Expire(TimeSpan.FromSeconds(30))));
builder.AddUpstream();
if (builder.Configuration["Keys:Directory"] is { Length: > 0 } keys)
    builder.Services.AddDataProtection().SetApplicationName("peersupport-web").PersistKeysToFileSystem(new DirectoryInfo(keys));

var app = builder.Build();
app.UseServiceDefaults();
app.UseAntiforgery();
app.UseOutputCache();
app.MapStaticAssets().AllowAnonymous();
app.MapFeeds();
app.MapGroupForms();
app.MapHoldingForms();
app.MapGroupDeskForms();
app.MapInboxForms();
app.MapPeopleForms();
app.MapArticleForms();
app.MapRazorComponents<App>().Add(endpoint =>
{
    // A page is public unless it says otherwise; the fallback policy of the services is the reverse.
    if (!endpoint.Metadata.OfType<IAuthorizeData>().Any())
        endpoint.Metadata.Add(new AllowAnonymousAttribute());
});
// Of every form: the usual pattern leaves out what looks like a file, and a visitor who mistypes one would be asked to sign in.
app.MapFallback("{*path}", () => new RazorComponentResult<NoPage> { StatusCode = StatusCodes.Status404NotFound }).AllowAnonymous();
await app.RunAsync();
