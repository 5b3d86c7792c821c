using PeerSupport.Gateway.Pages;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Gateway.Protection;

internal static class SecurityHeaders
{
    public static void Add(IServiceCollection services, IConfiguration configuration) => services.AddSecurityHeaderPolicies()
        .SetDefaultPolicy(policy => Common(policy, configuration).AddContentSecurityPolicy(csp => Strict(csp, configuration)))
        // The reference brings its own script and writes styles into the page; it shows nothing that members wrote.
        .AddPolicy(ApiReference.HeaderPolicy, policy => Common(policy, configuration).AddContentSecurityPolicy(csp =>
        {
            Strict(csp, configuration);
            csp.AddScriptSrc().Self().WithNonce();
            csp.AddStyleSrc().Self().UnsafeInline();
            csp.AddFontSrc().Self().Data();
        }));

    private static HeaderPolicyCollection Common(HeaderPolicyCollection policy, IConfiguration configuration)
    {
        policy.AddContentTypeOptionsNoSniff().AddFrameOptionsDeny().RemoveServerHeader()
            // No other site learns that somebody came from here; our own forms still send their Origin.
            .AddReferrerPolicySameOrigin()
            .AddCrossOriginOpenerPolicy(builder => builder.SameOrigin())
            .AddCrossOriginResourcePolicy(builder => builder.SameOrigin())
            .AddPermissionsPolicy(builder =>
            {
                builder.AddCamera().None();
                builder.AddMicrophone().None();
                builder.AddGeolocation().None();
                builder.AddPayment().None();
            });
        if (configuration.PublicOrigin().StartsWith("https://", StringComparison.Ordinal))
            policy.AddStrictTransportSecurityMaxAgeIncludeSubDomains(maxAgeInSeconds: 60 * 60 * 24 * 365);
        return policy;
    }

    private static void Strict(CspBuilder csp, IConfiguration configuration)
    {
        // Older browsers do not count a socket to the same host as 'self'.
        var sockets = "ws" + configuration.PublicOrigin()["http".Length..];
        csp.AddDefaultSrc().Self();
        csp.AddConnectSrc().Self().From(sockets);
        csp.AddImgSrc().Self().Data();
        csp.AddObjectSrc().None();
        csp.AddBaseUri().Self();
        csp.AddFormAction().Self();
        csp.AddFrameAncestors().None();
    }
}
