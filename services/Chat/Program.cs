using PeerSupport.Chat.Care;
using PeerSupport.Chat.Data;
using PeerSupport.Chat.Groups;
using PeerSupport.Chat.Hubs;
using PeerSupport.Chat.Members;
using PeerSupport.Chat.Messages;
using PeerSupport.Chat.People;
using PeerSupport.Chat.Rules;
using PeerSupport.Chat.Support;
using PeerSupport.Outbox;
using PeerSupport.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("chat");
builder.AddDatabase<ChatDb>();
builder.AddMessaging<ChatDb>("chat", bus =>
{
    bus.AddConsumer<MemberProfileChangedConsumer>();
    bus.AddConsumer<MessageDecidedConsumer>();
    bus.AddRuleConsumers();
    bus.AddNodeConsumer<SignedOutEverywhereConsumer>("chat");
});
builder.AddChatHub();

// The generator of validation sees only the project that calls it, so each service with request records calls it itself.
builder.Services.AddValidation();
builder.Services.AddSingleton<IDatabaseExtension, AfterCommitInterceptor>();
builder.Services.AddSingleton<Memberships>();
builder.Services.AddSingleton<CrisisLines>();
builder.Services.AddSingleton<SupportDesk>();
builder.Services.AddRules();
builder.Services.AddSingleton(services => new MessageScreening(services.GetRequiredService<ActiveScreener>().Screen, services.GetRequiredService<ILogger<MessageScreening>>()));
builder.Services.AddSingleton<Sampler>();
builder.Services.AddSingleton<MessageStore>();
builder.Services.AddSingleton<MessageLog>();
builder.Services.AddHostedService(services => services.GetRequiredService<MessageLog>());
builder.Services.AddGroups();
builder.Services.AddSingleton<CareWatch>();
builder.Services.AddHostedService(services => services.GetRequiredService<CareWatch>());
builder.Services.AddSingleton<MessageSearch>();
builder.Services.AddScoped<History>();
builder.Services.AddScoped<MessageChanges>();

var app = builder.Build();
app.UseHubOrigin();
app.UseServiceDefaults();

var api = app.MapGroup("/api/chat");
api.MapGroups();
api.MapCare();
api.MapMessageContext();
api.MapBlocks();
api.MapThemes();
api.MapMessageSearch();
app.MapChatHub();

await app.RunServiceAsync<ChatDb>(args);
