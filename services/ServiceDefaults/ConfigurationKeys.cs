using Microsoft.Extensions.Configuration;

namespace PeerSupport.ServiceDefaults;

/// <summary>The settings that more than one service reads.</summary>
public static class ConfigurationKeys
{
    /// <summary>The audience of every access token.</summary>
    public const string Audience = "peersupport";

    /// <summary>The origin that browsers see, without a trailing slash.</summary>
    public static string PublicOrigin(this IConfiguration configuration) =>
        (configuration["PublicOrigin"] ?? "http://localhost:8080").TrimEnd('/');

    /// <summary>The issuer of every token: the public origin with a trailing slash.</summary>
    public static string Issuer(this IConfiguration configuration) => configuration.PublicOrigin() + "/";

    /// <summary>The internal address of another service, without a trailing slash.</summary>
    /// <exception cref="InvalidOperationException">The setting is missing.</exception>
    public static Uri ServiceAddress(this IConfiguration configuration, string service) =>
        new(configuration[$"Services:{service}"]
            ?? throw new InvalidOperationException($"Set Services:{service} to the internal address of {service}, such as http://127.0.0.1:5101."));
}
