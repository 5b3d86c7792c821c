using PeerSupport.TestKit;

namespace PeerSupport.Content.Tests;

public sealed class RouteTests(ContentFactory content) : ServiceRouteTests(content.Services, content.ClientFor, "Content"), IClassFixture<ContentFactory>;
