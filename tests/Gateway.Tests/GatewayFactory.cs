using System.Net;
using System.Web;
using PeerSupport.Gateway.Data;
using PeerSupport.TestKit;

namespace PeerSupport.Gateway.Tests;

/// <summary>The gateway on a real socket, with a fake identity and one stub for every other service behind it.</summary>
public class GatewayFactory : IAsyncLifetime
{
    private Inner _inner = null!;
    private StubService _identity = null!;

    public FakeIdentity Identity { get; } = new();

    public StubService Services { get; private set; } = null!;

    public Uri Address { get; private set; } = null!;

    public virtual string PublicOrigin => TestUsers.PublicOrigin;

    internal Inner Host => _inner;

    protected virtual Dictionary<string, string> Settings => [];

    public async ValueTask InitializeAsync()
    {
        _identity = await StubService.StartAsync(Identity.Map);
        Services = await StubService.StartAsync();
        var settings = new Dictionary<string, string> { ["Gateway:ClientSecret"] = "secret", ["Limits:AccountPostsPerMinute"] = "5" };
        foreach (var service in new[] { "Content", "Chat", "Moderation", "Notifications", "Web" })
            settings[$"Services:{service}"] = Services.Address;
        settings["Services:Identity"] = _identity.Address;
        foreach (var (key, value) in Settings)
            settings[key] = value;
        _inner = new Inner(settings);
        _inner.UseKestrel(0);
        await _inner.InitializeAsync();
        _inner.StartServer();
        Address = _inner.ClientOptions.BaseAddress;
    }

    public async ValueTask DisposeAsync()
    {
        await _inner.DisposeAsync();
        await Services.DisposeAsync();
        await _identity.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A browser of its own, which follows no redirect.</summary>
    public Browser NewBrowser() => new(Address, Identity);

    internal sealed class Inner(Dictionary<string, string> settings) : ServiceFactory<Program, GatewayDb>
    {
        protected override IReadOnlyDictionary<string, string> Settings => settings;
    }
}

/// <summary>A client with cookies. The gateway believes it is at the public origin, so redirects are followed by their path only.</summary>
public sealed class Browser : IDisposable
{
    private readonly FakeIdentity _identity;

    public Browser(Uri address, FakeIdentity identity)
    {
        _identity = identity;
        Http = new HttpClient(new SocketsHttpHandler { CookieContainer = Cookies, AllowAutoRedirect = false }) { BaseAddress = address };
    }

    public CookieContainer Cookies { get; } = new();

    public HttpClient Http { get; }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, headers);

    /// <summary>Signs in as identity would let this user, and returns the answer of the callback.</summary>
    public async Task<HttpResponseMessage> SignInAsync(TestUser user, string returnUrl = "/")
    {
        using var challenge = await GetAsync("/session/sign-in?returnUrl=" + Uri.EscapeDataString(returnUrl));
        Assert.Equal(HttpStatusCode.Redirect, challenge.StatusCode);
        var query = HttpUtility.ParseQueryString(challenge.Headers.Location!.Query);
        var code = _identity.Grant(user, query["nonce"]!);
        return await GetAsync($"/session/callback?code={code}&state={Uri.EscapeDataString(query["state"]!)}&iss={Uri.EscapeDataString(TestUsers.PublicOrigin + "/")}");
    }

    public void Dispose() => Http.Dispose();
}
