using System.Collections.Concurrent;
using System.Net.Http.Headers;
using MassTransit;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using PeerSupport.Contracts;
using PeerSupport.ServiceDefaults;
using Xunit;

namespace PeerSupport.TestKit;

/// <summary>One service in this process: its real pipeline on a real database, the bus within the process, tokens signed by the tests' key.</summary>
public class ServiceFactory<TProgram, TContext> : WebApplicationFactory<TProgram>, IAsyncLifetime, IPublishObserver
    where TProgram : class
    where TContext : DbContext
{
    private readonly ConcurrentQueue<object> _published = new();
    private TestDatabase _database = null!;

    /// <summary>The database of this factory.</summary>
    public string ConnectionString => _database.ConnectionString;

    /// <summary>Settings beyond the common ones.</summary>
    protected virtual IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>();

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync<TContext>();
        Services.GetRequiredService<IBusControl>().ConnectPublishObserver(this);
    }

    /// <inheritdoc />
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Cuts every connection to the database and takes it away, as an outage would.</summary>
    public Task LoseDatabaseAsync() => _database.DisposeAsync().AsTask();

    /// <summary>A client of the HTTP interface: signed in as <paramref name="user"/>, or a visitor. It follows no redirect.</summary>
    public HttpClient ClientFor(TestUser? user)
    {
        var client = CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        if (user is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", user.Token());
        return client;
    }

    /// <summary>A hub connection of <paramref name="user"/>, not yet started.</summary>
    public HubConnection HubFor(TestUser user, string path, Action<IHubConnectionBuilder>? configure = null)
    {
        var token = user.Token();
        var builder = new HubConnectionBuilder().WithUrl(new Uri(Server.BaseAddress, path), options =>
        {
            options.Transports = Microsoft.AspNetCore.Http.Connections.HttpTransportType.WebSockets;
            options.SkipNegotiation = true;
            options.WebSocketFactory = async (context, cancellationToken) =>
            {
                var sockets = Server.CreateWebSocketClient();
                sockets.ConfigureRequest = request => request.Headers.Authorization = $"Bearer {token}";
                return await sockets.ConnectAsync(context.Uri, cancellationToken);
            };
        });
        builder.AddJsonProtocol(options => Json.Apply(options.PayloadSerializerOptions));
        configure?.Invoke(builder);
        return builder.Build();
    }

    /// <summary>Runs <paramref name="work"/> on a context of its own.</summary>
    public async Task<TResult> QueryAsync<TResult>(Func<TContext, Task<TResult>> work)
    {
        await using var scope = Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<TContext>());
    }

    /// <summary>Publishes an event as another service would, with its id as the message's.</summary>
    public Task PublishAsync(IIntegrationEvent integrationEvent) =>
        Services.GetRequiredService<IBus>().Publish(integrationEvent, integrationEvent.GetType(), context => context.MessageId = integrationEvent.EventId);

    /// <summary>Waits until the service has published an event that fits.</summary>
    public async Task<TEvent> PublishedAsync<TEvent>(Func<TEvent, bool>? fits = null)
        where TEvent : class
    {
        TEvent? found = null;
        await Eventually.TrueAsync(() => Task.FromResult((found = PublishedNow(fits).FirstOrDefault()) is not null), $"no {typeof(TEvent).Name} was published");
        return found!;
    }

    /// <summary>What the service has published so far.</summary>
    public IEnumerable<TEvent> PublishedNow<TEvent>(Func<TEvent, bool>? fits = null)
        where TEvent : class => _published.OfType<TEvent>().Where(fits ?? (_ => true));

    Task IPublishObserver.PrePublish<T>(PublishContext<T> context) => Task.CompletedTask;

    Task IPublishObserver.PostPublish<T>(PublishContext<T> context)
    {
        _published.Enqueue(context.Message);
        return Task.CompletedTask;
    }

    Task IPublishObserver.PublishFault<T>(PublishContext<T> context, Exception exception) => Task.CompletedTask;

    /// <inheritdoc />
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("ConnectionStrings:Database", ConnectionString);
        builder.UseSetting("ConnectionStrings:RabbitMq", "memory");
        builder.UseSetting("PublicOrigin", TestUsers.PublicOrigin);
        builder.UseSetting("Services:Identity", TestUsers.PublicOrigin);
        foreach (var (key, value) in Settings)
            builder.UseSetting(key, value);
        builder.ConfigureLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
        builder.ConfigureTestServices(services => services.PostConfigure<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme, options =>
        {
            var configuration = new OpenIdConnectConfiguration { Issuer = TestUsers.PublicOrigin + "/" };
            configuration.SigningKeys.Add(TestUsers.SigningKey);
            options.Configuration = configuration;
            options.ConfigurationManager = new StaticConfigurationManager<OpenIdConnectConfiguration>(configuration);
        }));
    }
}
