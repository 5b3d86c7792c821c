using Xunit;

namespace PeerSupport.TestKit;

/// <summary>What holds for every route and for the public interface of a service, asked of the service as it runs. Each service has a class of its own.</summary>
/// <param name="services">The service's own.</param>
/// <param name="clientFor">A client of its interface: for a user, or a visitor's.</param>
/// <param name="service">The folder of the service, such as <c>Chat</c>; in lower case it is the name in the routes.</param>
public abstract class ServiceRouteTests(IServiceProvider services, Func<TestUser?, HttpClient> clientFor, string service)
{
    private static readonly TestUser Everything = new(Guid.CreateVersion7(), "Odile", ["member", "moderator", "admin"], null);
    private readonly string _prefix = $"/api/{service.ToLowerInvariant()}/";

    [Fact]
    public async Task Every_route_that_writes_names_what_is_wrong_with_a_bad_body()
    {
        Assert.NotEmpty(ServiceRoutes.Of(services, _prefix));
        Assert.Empty(await ServiceRoutes.TakingBadBodiesAsync(services, clientFor(Everything), _prefix));
    }

    [Fact]
    public async Task Every_route_that_is_not_public_asks_a_visitor_to_sign_in() =>
        Assert.Empty(await ServiceRoutes.OpenToVisitorsAsync(services, clientFor(null), _prefix));

    [Fact]
    public void Only_reading_is_public() =>
        Assert.All(ServiceRoutes.Of(services, _prefix).Where(route => route.IsPublic), route => Assert.Equal("GET", route.Method));

    /// <summary>The interface changes only together with its description, <c>openapi.json</c> in the service's folder, where a reviewer sees it.</summary>
    [Fact]
    public Task The_interface_is_the_one_that_is_checked_in() => CheckedInInterface.HoldsAsync(clientFor(null), service);
}
