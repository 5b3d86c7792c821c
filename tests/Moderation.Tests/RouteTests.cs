using PeerSupport.TestKit;

namespace PeerSupport.Moderation.Tests;

public sealed class RouteTests(ModerationFactory factory) : ServiceRouteTests(factory.Services, factory.ClientFor, "Moderation"), IClassFixture<ModerationFactory>;
