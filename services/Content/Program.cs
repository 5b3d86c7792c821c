using PeerSupport.Content.Articles;
using PeerSupport.Content.Cards;
using PeerSupport.Content.Data;
using PeerSupport.Content.Figures;
using PeerSupport.Content.Modules;
using PeerSupport.Content.Searches;
using PeerSupport.Outbox;
using PeerSupport.Screening;
using PeerSupport.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("content");
builder.AddDatabase<ContentDb>();
builder.AddMessaging<ContentDb>("content");

// The generator of validation sees only the project that calls it, so each service with request records calls it itself.
builder.Services.AddValidation();
builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.RespectNullableAnnotations = true);
// The model has learnt from messages; the two or three words of a search are none.
builder.Services.AddSingleton(Screener.CreateDefault(new() { UseModel = false }));
builder.Services.AddSingleton<CrisisQueries>();

var app = builder.Build();
app.UseServiceDefaults();

var api = app.MapGroup("/api/content");
api.MapArticles();
api.MapArticleEditing();
api.MapSearch();
api.MapFigures();
api.MapModules();
api.MapProgress();
api.MapCards();

await app.RunServiceAsync<ContentDb>(args);
