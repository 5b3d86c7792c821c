using Microsoft.Extensions.Configuration;

namespace PeerSupport.ServiceDefaults;

/// <summary>
/// The issuer is the public origin, which a service inside cannot always reach (in a container, <c>localhost</c> is the container itself).
/// This handler sends what is meant for the public origin to identity's internal address instead, for metadata, keys and tokens alike.
/// </summary>
/// <param name="configuration">Reads <c>PublicOrigin</c> and <c>Services:Identity</c>.</param>
public sealed class PublicOriginHandler(IConfiguration configuration) : DelegatingHandler(new SocketsHttpHandler())
{
    private readonly Uri _public = new(configuration.PublicOrigin());
    private readonly Uri _internal = new(configuration["Services:Identity"] ?? configuration.PublicOrigin());

    /// <inheritdoc />
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri is { } uri && Uri.Compare(uri, _public, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0)
        {
            request.RequestUri = new Uri(_internal, uri.PathAndQuery);
            // Identity names its endpoints by the origin that it was asked at, so it is told the public one, as the gateway would.
            request.Headers.TryAddWithoutValidation("X-Forwarded-Host", _public.Authority);
            request.Headers.TryAddWithoutValidation("X-Forwarded-Proto", _public.Scheme);
        }

        return base.SendAsync(request, cancellationToken);
    }
}
