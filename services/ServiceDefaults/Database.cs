using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace PeerSupport.ServiceDefaults;

/// <summary>The conventions of a service's own database.</summary>
public static class Database
{
    private const int MigrationAttempts = 8;

    /// <summary>Adds <typeparamref name="TContext"/> on <c>ConnectionStrings:Database</c> with snake-case names, the <see cref="NpgsqlDataSource"/> for plain SQL, and a health check.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="configure">What this service adds, such as OpenIddict's entities.</param>
    public static WebApplicationBuilder AddDatabase<TContext>(this WebApplicationBuilder builder, Action<DbContextOptionsBuilder>? configure = null)
        where TContext : DbContext
    {
        // The design-time tools build the application without any configuration; they never open the connection.
        builder.Services.AddSingleton(provider =>
            new NpgsqlDataSourceBuilder(provider.GetRequiredService<IConfiguration>().GetConnectionString("Database") ?? "Host=not-configured")
                .UseLoggerFactory(provider.GetRequiredService<ILoggerFactory>())
                .Build());
        // Nothing in the options belongs to a request, and to put them together for each call of a hub costs more than its query.
        builder.Services.AddDbContext<TContext>((provider, options) =>
        {
            options.UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>()).UseSnakeCaseNamingConvention();
            foreach (var extension in provider.GetServices<IDatabaseExtension>())
                extension.Apply(options);
            // Rows taken without an order are any rows; where it is written and tested that is a fault.
            if (builder.Environment.IsDevelopment())
                options.ConfigureWarnings(warnings => warnings.Throw(CoreEventId.RowLimitingOperationWithoutOrderByWarning));
            configure?.Invoke(options);
        }, optionsLifetime: ServiceLifetime.Singleton);
        builder.Services.AddHealthChecks().AddCheck<DatabaseCheck>("database", timeout: TimeSpan.FromSeconds(3));
        return builder;
    }

    /// <summary>Runs the service, or only applies its migrations when the first argument is <c>migrate</c>.</summary>
    /// <param name="app">The application.</param>
    /// <param name="args">Of the command line.</param>
    /// <param name="afterMigration">What else the step has to put into the database.</param>
    public static async Task RunServiceAsync<TContext>(this WebApplication app, string[] args, Func<IServiceProvider, Task>? afterMigration = null)
        where TContext : DbContext
    {
        if (args is not ["migrate", ..])
        {
            await app.RunAsync();
            return;
        }

        await MigrateAsync<TContext>(app, afterMigration);
    }

    /// <summary>Everything waits for this step, so on a machine that is busy starting up it does not give up at the first connection that takes too long.</summary>
    private static async Task MigrateAsync<TContext>(WebApplication app, Func<IServiceProvider, Task>? afterMigration)
        where TContext : DbContext
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var scope = app.Services.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<TContext>().Database.MigrateAsync();
                if (afterMigration is not null)
                    await afterMigration(scope.ServiceProvider);
                return;
            }
            catch (Exception exception) when (attempt < MigrationAttempts && exception.IsDatabaseAway())
            {
                app.Logger.LogWarning("The database cannot be reached ({Fault}); the migrations are tried again in a moment", exception.Message);
                await Task.Delay(TimeSpan.FromSeconds(5));
            }
        }
    }

    private sealed class DatabaseCheck(NpgsqlDataSource source) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken)
        {
            try
            {
                await using var command = source.CreateCommand("select 1");
                await command.ExecuteScalarAsync(cancellationToken);
                return HealthCheckResult.Healthy();
            }
            catch (Exception exception) when (exception is NpgsqlException or OperationCanceledException or TimeoutException)
            {
                return HealthCheckResult.Unhealthy("The database does not answer.");
            }
        }
    }
}

/// <summary>Adds something to every DbContext of the service, as the outbox adds its interceptor.</summary>
public interface IDatabaseExtension
{
    /// <summary>Changes the options of one context.</summary>
    void Apply(DbContextOptionsBuilder options);
}
