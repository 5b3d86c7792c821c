using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using PeerSupport.Identity.Connect;
using PeerSupport.Identity.Data;
using PeerSupport.TestKit;

[assembly: AssemblyFixture(typeof(PeerSupport.Identity.Tests.IdentityFactory))]

namespace PeerSupport.Identity.Tests;

/// <summary>The service with its client registered, as the migration step does it.</summary>
public sealed class IdentityFactory : IAsyncLifetime
{
    public const string Secret = "a secret of the tests";
    public const string Password = "tin roof and slow rain";
    private readonly Inner _inner = new();

    public async ValueTask InitializeAsync()
    {
        await _inner.InitializeAsync();
        using var scope = _inner.Services.CreateScope();
        await Clients.RegisterAsync(scope.ServiceProvider);
    }

    public ValueTask DisposeAsync() => _inner.DisposeAsync();

    internal Browser NewBrowser() => new(_inner.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, HandleCookies = true }));

    internal IServiceProvider Services => _inner.Services;

    internal Task LoseDatabaseAsync() => _inner.LoseDatabaseAsync();

    internal HttpClient ClientFor(TestUser? user) => _inner.ClientFor(user);

    internal Task<TEvent> PublishedAsync<TEvent>(Func<TEvent, bool> fits)
        where TEvent : class => _inner.PublishedAsync(fits);

    internal Task<TResult> QueryAsync<TResult>(Func<IdentityDb, Task<TResult>> work) => _inner.QueryAsync(work);

    /// <summary>A name that no other test uses.</summary>
    internal static string NewName() => "Fern " + string.Concat(Guid.NewGuid().ToString("N").Where(char.IsLetter).Take(8)) + "z";

    private sealed class Inner : ServiceFactory<Program, IdentityDb>
    {
        protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
        {
            ["Identity:GatewaySecret"] = Secret,
            ["Identity:NativeClients"] = $"{Browser.Native}={Browser.NativeCallback}",
            ["environment"] = "Development",
        };
    }
}
