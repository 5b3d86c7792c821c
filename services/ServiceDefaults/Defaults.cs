using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.IdentityModel.Tokens;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace PeerSupport.ServiceDefaults;

/// <summary>What every service starts with.</summary>
public static class Defaults
{
    private static readonly string[] Talkative = ["Microsoft.AspNetCore", "Microsoft.EntityFrameworkCore", "Npgsql", "OpenIddict", "System.Net.Http.HttpClient", "Yarp"];

    /// <summary>
    /// Adds telemetry, health, problem details, token validation, <see cref="CurrentUser"/>, the policies, JSON conventions and the OpenAPI document.
    /// Validation is not among them: its generator sees only the project that calls <c>AddValidation()</c>, so a service that reads request records calls it itself.
    /// Every endpoint is for members unless it says otherwise: deny by default.
    /// </summary>
    /// <param name="builder">The application.</param>
    /// <param name="service">Its short name, such as <c>chat</c>: its routes begin with <c>/api/chat</c>.</param>
    public static WebApplicationBuilder AddServiceDefaults(this WebApplicationBuilder builder, string service)
    {
        QuietLogs(builder);
        var services = builder.Services;
        services.AddSingleton(new ServiceName(service));
        services.TryAddSingleton(TimeProvider.System);
        services.AddHttpContextAccessor();
        services.AddScoped<CurrentUser>();
        services.AddProblemDetails();
        services.AddExceptionHandler<FaultHandler>();
        services.AddOpenApi(options => options.AddOperationTransformer<ProblemResponses>());
        services.AddHealthChecks();
        services.ConfigureHttpJsonOptions(options => Json.Apply(options.SerializerOptions));
        services.Configure<ForwardedHeadersOptions>(options =>
        {
            // Only the gateway can reach a service, by the network that the operator lays, so its headers are believed whatever its address is.
            options.ForwardedHeaders = ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost | ForwardedHeaders.XForwardedFor;
            options.KnownIPNetworks.Clear();
            options.KnownProxies.Clear();
        });
        AddTokenValidation(services, builder.Configuration);
        AddTelemetry(builder, service);
        return builder;
    }

    /// <summary>
    /// The framework writes every address with its query into the log, and what somebody searches for at night is nobody's business. First among the
    /// sources, so that an operator can turn any of it on again for a while: <c>Logging__LogLevel__Microsoft.AspNetCore=Information</c>.
    /// </summary>
    private static void QuietLogs(WebApplicationBuilder builder) => ((IConfigurationBuilder)builder.Configuration).Sources.Insert(0, new MemoryConfigurationSource
    {
        InitialData = Talkative.Select(category => KeyValuePair.Create<string, string?>($"Logging:LogLevel:{category}", "Warning")),
    });

    private static void AddTokenValidation(IServiceCollection services, IConfiguration configuration)
    {
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(options =>
        {
            options.MapInboundClaims = false;
            options.RequireHttpsMetadata = false; // The metadata come from the internal address.
            options.Authority = configuration.Issuer();
            options.BackchannelHttpHandler = new PublicOriginHandler(configuration);
            options.TokenValidationParameters = new TokenValidationParameters
            {
                ValidIssuer = configuration.Issuer(),
                ValidAudience = ConfigurationKeys.Audience,
                ValidTypes = ["at+jwt"],
                NameClaimType = "preferred_username",
                RoleClaimType = "role",
                ClockSkew = TimeSpan.FromSeconds(30),
            };
        });
        services.AddAuthorizationBuilder()
            .AddPolicy(Policies.Member, policy => policy.RequireAuthenticatedUser())
            .AddPolicy(Policies.Moderator, policy => policy.RequireRole(Roles.Moderator))
            .AddPolicy(Policies.Admin, policy => policy.RequireRole(Roles.Admin))
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
    }

    private static void AddTelemetry(WebApplicationBuilder builder, string service)
    {
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService($"peersupport-{service}"))
            .WithMetrics(metrics => metrics.AddAspNetCoreInstrumentation().AddHttpClientInstrumentation().AddRuntimeInstrumentation().AddMeter("MassTransit", "PeerSupport.*"))
            .WithTracing(traces => traces.AddAspNetCoreInstrumentation().AddHttpClientInstrumentation().AddSource("MassTransit", "Npgsql", "PeerSupport.*"));
        if (!string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
            telemetry.UseOtlpExporter();
    }

    /// <summary>Puts the middleware in its order and maps health and the OpenAPI document.</summary>
    public static WebApplication UseServiceDefaults(this WebApplication app)
    {
        var service = app.Services.GetRequiredService<ServiceName>().Value;
        app.UseForwardedHeaders();
        app.UseExceptionHandler();
        app.UseStatusCodePages(StatusProblems.WriteAsync);
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapHealth();
        app.MapOpenApi($"/api/{service}/openapi.json").AllowAnonymous();
        return app;
    }
}

/// <summary>The short name of this service.</summary>
/// <param name="Value">Such as <c>chat</c>.</param>
public sealed record ServiceName(string Value);

/// <summary>How JSON is written everywhere: camel case, enumerations as snake-case words.</summary>
public static class Json
{
    /// <summary>The options for events, stored documents and tests.</summary>
    public static readonly JsonSerializerOptions Options = Apply(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    /// <summary>Adds the conventions to <paramref name="options"/>.</summary>
    public static JsonSerializerOptions Apply(JsonSerializerOptions options)
    {
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower));
        return options;
    }
}
