using PeerSupport.TestKit;

namespace PeerSupport.Notifications.Tests;

public sealed class RouteTests(NotificationsFactory factory) : ServiceRouteTests(factory.Services, factory.ClientFor, "Notifications"), IClassFixture<NotificationsFactory>;
