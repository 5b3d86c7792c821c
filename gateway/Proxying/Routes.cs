using Yarp.ReverseProxy.Configuration;

namespace PeerSupport.Gateway.Proxying;

/// <summary>Which path goes to which service.</summary>
internal static class Routes
{
    public static readonly IReadOnlyList<(string Path, string Service)> Table =
    [
        ("/api/identity/{**rest}", "Identity"),
        ("/api/content/{**rest}", "Content"),
        ("/api/chat/{**rest}", "Chat"),
        ("/api/moderation/{**rest}", "Moderation"),
        ("/api/notifications/{**rest}", "Notifications"),
        ("/hubs/chat/{**rest}", "Chat"),
        ("/hubs/moderation/{**rest}", "Moderation"),
        ("/connect/{**rest}", "Identity"),
        ("/.well-known/{**rest}", "Identity"),
        ("/account/{**rest}", "Identity"),
        ("/{**rest}", "Web"),
    ];

    public static IEnumerable<string> Services => Table.Select(route => route.Service).Distinct();

    public static IReadOnlyList<RouteConfig> All =>
        [.. Table.Select((route, index) => new RouteConfig
        {
            RouteId = $"{index:00}-{route.Service.ToLowerInvariant()}",
            ClusterId = route.Service,
            Match = new() { Path = route.Path },
            Order = route.Service == "Web" ? 1 : 0, // After all others, the answer for an unknown part of the interface included.
            // Who may do what is the service's to say; a hub alone is for members throughout, and is refused here without a connection behind.
            AuthorizationPolicy = route.Path.StartsWith("/hubs/", StringComparison.Ordinal) ? Proxying.SomebodyKnown : "anonymous",
        })];

    /// <summary>A service without an address gets a cluster without destinations, which answers as one that is away; starting checks that there is none.</summary>
    public static IReadOnlyList<ClusterConfig> Clusters(IConfiguration configuration) =>
        [.. Services.Select(service => new ClusterConfig
        {
            ClusterId = service,
            Destinations = configuration[$"Services:{service}"] is { Length: > 0 } address
                ? new Dictionary<string, DestinationConfig> { ["only"] = new() { Address = address } }
                : new Dictionary<string, DestinationConfig>(),
        })];
}
