using PeerSupport.TestKit;

namespace PeerSupport.Identity.Tests;

/// <summary>What holds for every route, asked of the routes that there are.</summary>
public sealed class RouteTests(IdentityFactory factory)
{
    private const string Prefix = "/api/identity/";
    private static readonly TestUser Everything = new(Guid.CreateVersion7(), "Odile", ["member", "moderator", "admin"], null);

    [Fact]
    public async Task Every_route_that_writes_names_what_is_wrong_with_a_bad_body()
    {
        Assert.NotEmpty(ServiceRoutes.Of(factory.Services, Prefix));
        Assert.Empty(await ServiceRoutes.TakingBadBodiesAsync(factory.Services, factory.ClientFor(Everything), Prefix));
    }

    [Fact]
    public async Task Every_route_that_is_not_public_asks_a_visitor_to_sign_in() =>
        Assert.Empty(await ServiceRoutes.OpenToVisitorsAsync(factory.Services, factory.ClientFor(null), Prefix));

    [Fact]
    public void Only_reading_is_public() =>
        Assert.All(ServiceRoutes.Of(factory.Services, Prefix).Where(route => route.IsPublic), route => Assert.Equal("GET", route.Method));
}
