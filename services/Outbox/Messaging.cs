using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Outbox;

/// <summary>How a service talks to the others.</summary>
public static class Messaging
{
    private const string NodeMark = "-node-";

    /// <summary>
    /// Adds a consumer with a queue of this node's own, gone with it: for state that every node holds in memory. The nodes of a service share
    /// their other queues, and an event there reaches one node only.
    /// </summary>
    public static void AddNodeConsumer<TConsumer>(this IBusRegistrationConfigurator bus, string prefix)
        where TConsumer : class, IConsumer =>
        bus.AddConsumer<TConsumer>().Endpoint(endpoint =>
        {
            endpoint.Name = $"{prefix}-{new KebabCaseEndpointNameFormatter(false).Consumer<TConsumer>()}{NodeMark}{Guid.CreateVersion7():N}";
            endpoint.Temporary = true;
        });

    /// <summary>
    /// Adds MassTransit over RabbitMQ, with the outbox and the inbox of <typeparamref name="TContext"/>. Queues are named
    /// <c>prefix-consumer</c>: without the prefix two services with a consumer class of the same name would share a queue, and each event would reach one of them.
    /// The connection string <c>memory</c> stays within the process, for the tests of a single service.
    /// </summary>
    /// <param name="builder">The application.</param>
    /// <param name="prefix">The service's short name.</param>
    /// <param name="consumers">Adds the consumers.</param>
    public static WebApplicationBuilder AddMessaging<TContext>(this WebApplicationBuilder builder, string prefix, Action<IBusRegistrationConfigurator>? consumers = null)
        where TContext : DbContext
    {
        var services = builder.Services;
        var broker = builder.Configuration.GetConnectionString("RabbitMq") is { } address and not "memory" ? new Uri(address) : null;
        services.AddSingleton<OutboxSignal>();
        services.AddSingleton<OutboxInterceptor>();
        services.AddSingleton<IDatabaseExtension>(provider => provider.GetRequiredService<OutboxInterceptor>());
        services.AddScoped(provider => new InboxDatabase(provider.GetRequiredService<TContext>()));
        services.AddHostedService<OutboxRelay>();
        services.AddHostedService<InboxCleanup<TContext>>();
        services.AddMassTransit(bus =>
        {
            // The library would tell its makers what runs here.
            bus.DisableUsageTelemetry();
            bus.SetEndpointNameFormatter(new KebabCaseEndpointNameFormatter(prefix, includeNamespace: false));
            consumers?.Invoke(bus);
            bus.ConfigureHealthCheckOptions(options =>
            {
                options.Name = "broker";
                options.MinimalFailureStatus = HealthStatus.Degraded;
            });
            bus.AddConfigureEndpointsCallback((context, name, endpoint) =>
            {
                endpoint.UseMessageRetry(retry => retry.Exponential(5, TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(10), TimeSpan.FromMilliseconds(500)));
                endpoint.UseConsumeFilter(typeof(InboxFilter<>), context);
                // A node's own queue goes with the node; a quorum queue cannot. RabbitMQ 4 refuses queues that are neither durable nor exclusive.
                if (endpoint is not IRabbitMqReceiveEndpointConfigurator queue)
                    return;
                if (name.Contains(NodeMark, StringComparison.Ordinal))
                    queue.Exclusive = true;
                else
                    queue.SetQuorumQueue();
            });

            if (broker is null)
                bus.UsingInMemory((context, configuration) => configuration.ConfigureEndpoints(context));
            else
                bus.UsingRabbitMq((context, configuration) =>
                {
                    configuration.Host(broker);
                    configuration.ConfigureEndpoints(context);
                });
        });
        services.RemoveMassTransitHostedService();
        services.AddHostedService(provider => new BusStart(provider.GetRequiredService<IBusDepot>(), broker));
        return builder;
    }
}
