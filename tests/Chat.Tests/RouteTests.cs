using PeerSupport.TestKit;

namespace PeerSupport.Chat.Tests;

public sealed class RouteTests(ChatFixture chat) : ServiceRouteTests(chat.Service.Services, chat.Service.ClientFor, "Chat"), IClassFixture<ChatFixture>;
