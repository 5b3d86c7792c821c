using PeerSupport.Moderation.Cases;
using PeerSupport.Moderation.Data;
using PeerSupport.Moderation.Guidelines;
using PeerSupport.Moderation.Learning;
using PeerSupport.Moderation.Ledger;
using PeerSupport.Moderation.Live;
using PeerSupport.Moderation.Projections;
using PeerSupport.Moderation.Rules;
using PeerSupport.Outbox;
using PeerSupport.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("moderation");
// The generator of validation sees only the project that calls it, so each service with request records calls it itself.
builder.Services.AddValidation();
builder.AddDatabase<ModerationDb>();
builder.AddMessaging<ModerationDb>("moderation", bus =>
{
    bus.AddCaseConsumers();
    bus.AddProjections();
    bus.AddLedgerConsumers();
    bus.AddLiveConsumers();
    bus.AddRuleConsumers();
});
builder.Services.AddSingleton(GuidelineBook.Load());
builder.Services.AddScoped<LedgerWriter>();
builder.AddLiveQueue();
builder.AddLearning();
builder.Services.AddRules();

var app = builder.Build();
app.UseServiceDefaults();
app.MapCases();
app.MapGuidelines();
app.MapLedger();
app.MapModel();
app.MapRules();
app.MapLiveQueue();
await app.RunServiceAsync<ModerationDb>(args);
