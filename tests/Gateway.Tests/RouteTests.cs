using System.Net;
using PeerSupport.TestKit;

namespace PeerSupport.Gateway.Tests;

/// <summary>What holds for every route of the gateway's own, asked of the routes that there are.</summary>
public sealed class RouteTests(GatewayFactory gateway) : IClassFixture<GatewayFactory>
{
    [Fact]
    public async Task Every_route_that_writes_bears_a_bad_body()
    {
        var routes = ServiceRoutes.Of(gateway.Host.Services, "/session").Where(route => route.Method == "POST").ToList();
        Assert.NotEmpty(routes);
        using var visitor = gateway.NewBrowser();
        Assert.Empty(await ServiceRoutes.TakingBadBodiesAsync(gateway.Host.Services, visitor.Http, "/session"));
    }

    [Fact]
    public async Task Every_route_that_writes_refuses_another_site()
    {
        using var browser = gateway.NewBrowser();
        using var _ = await browser.SignInAsync(TestUsers.Member());
        foreach (var route in ServiceRoutes.Of(gateway.Host.Services, "/session").Where(route => route.Method == "POST"))
        {
            using var answer = await browser.SendAsync(HttpMethod.Post, route.Path, ("Origin", "https://evil.example"));
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
    }
}
