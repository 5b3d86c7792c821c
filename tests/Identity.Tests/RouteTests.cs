using PeerSupport.TestKit;

namespace PeerSupport.Identity.Tests;

public sealed class RouteTests(IdentityFactory factory) : ServiceRouteTests(factory.Services, factory.ClientFor, "Identity");
