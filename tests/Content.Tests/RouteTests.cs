using PeerSupport.TestKit;

namespace PeerSupport.Content.Tests;

/// <summary>What holds for every route, asked of the routes that there are.</summary>
public sealed class RouteTests(ContentFactory content) : IClassFixture<ContentFactory>
{
    private const string Prefix = "/api/content/";

    [Fact]
    public async Task Every_route_that_writes_names_what_is_wrong_with_a_bad_body()
    {
        Assert.NotEmpty(ServiceRoutes.Of(content.Services, Prefix));
        Assert.Empty(await ServiceRoutes.TakingBadBodiesAsync(content.Services, content.Admin, Prefix));
    }

    [Fact]
    public async Task Every_route_that_is_not_public_asks_a_visitor_to_sign_in() =>
        Assert.Empty(await ServiceRoutes.OpenToVisitorsAsync(content.Services, content.Visitor, Prefix));

    [Fact]
    public void Only_reading_is_public() =>
        Assert.All(ServiceRoutes.Of(content.Services, Prefix).Where(route => route.IsPublic), route => Assert.Equal("GET", route.Method));
}
