using PeerSupport.Notifications.Data;
using PeerSupport.Notifications.Inbox;
using PeerSupport.Notifications.Texts;
using PeerSupport.Outbox;
using PeerSupport.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("notifications");
builder.AddDatabase<NotificationsDb>();
builder.AddMessaging<NotificationsDb>("notifications", bus => bus.AddInboxConsumers());
builder.Services.AddSingleton(NoticeTexts.Load());

var app = builder.Build();
app.UseServiceDefaults();
app.MapInbox();
await app.RunServiceAsync<NotificationsDb>(args);
