namespace PeerSupport.Gateway.Tests.Protection;

public sealed class SecureFactory : GatewayFactory
{
    public const string Origin = "https://support.example";

    protected override Dictionary<string, string> Settings => new() { ["PublicOrigin"] = Origin };
}

public sealed class HeaderTests(GatewayFactory gateway) : IClassFixture<GatewayFactory>
{
    [Theory]
    [InlineData("/learn")]
    [InlineData("/api/chat/groups")]
    [InlineData("/session")]
    [InlineData("/api/nothing/here")]
    public async Task Every_answer_carries_the_security_headers(string path)
    {
        using var browser = gateway.NewBrowser();
        using var answer = await browser.GetAsync(path);
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'self'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("form-action 'self'", policy, StringComparison.Ordinal);
        Assert.Contains("connect-src 'self' ws://localhost:8080", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Fact]
    public async Task The_reference_of_the_interface_lists_every_service_and_loads_nothing_from_elsewhere()
    {
        using var browser = gateway.NewBrowser();
        using var answer = await browser.GetAsync("/api/");
        using var page = answer.Headers.Location is { } moved ? await browser.GetAsync(moved.IsAbsoluteUri ? moved.AbsolutePath : moved.OriginalString) : answer;
        var html = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(page.IsSuccessStatusCode, $"{page.StatusCode} {answer.Headers.Location}");
        foreach (var service in new[] { "identity", "content", "chat", "moderation", "notifications" })
            Assert.True(html.Contains($"api/{service}/openapi.json", StringComparison.Ordinal), html);
        Assert.DoesNotContain("src=\"https://", html, StringComparison.Ordinal);
        var script = page.Headers.GetValues("Content-Security-Policy").Single().Split(';').Single(part => part.Trim().StartsWith("script-src", StringComparison.Ordinal));
        Assert.Contains("'nonce-", script, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", script, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Health_answers_anybody(string path)
    {
        using var browser = gateway.NewBrowser();
        using var answer = await browser.GetAsync(path);
        Assert.True(answer.IsSuccessStatusCode);
    }

    [Fact]
    public async Task Too_many_posts_to_the_account_pages_are_429_with_a_time_and_the_rest_goes_on()
    {
        using var browser = gateway.NewBrowser();
        HttpResponseMessage answer;
        var posts = 0;
        do
            answer = await browser.SendAsync(HttpMethod.Post, "/account/sign-in");
        while ((int)answer.StatusCode != 429 && ++posts < 20);
        Assert.Equal(5, posts);
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        using var read = await browser.GetAsync("/account/sign-in");
        Assert.True(read.IsSuccessStatusCode);
    }
}

public sealed class SecureHeaderTests(SecureFactory gateway) : IClassFixture<SecureFactory>
{
    [Fact]
    public async Task On_https_browsers_are_told_to_stay_there_and_services_know_it()
    {
        using var browser = gateway.NewBrowser();
        using var answer = await browser.GetAsync("/learn");
        Assert.True(answer.Headers.Contains("Strict-Transport-Security"));
        Assert.Equal("https", gateway.Services.Last.Header("X-Forwarded-Proto"));
        Assert.Equal("support.example", gateway.Services.Last.Header("X-Forwarded-Host"));
    }

    [Fact]
    public void On_https_the_cookie_is_bound_to_host_and_path()
    {
        var options = (Microsoft.Extensions.Options.IOptionsMonitor<Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationOptions>)
            gateway.Host.Services.GetService(typeof(Microsoft.Extensions.Options.IOptionsMonitor<Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationOptions>))!;
        var cookie = options.Get("session").Cookie;
        Assert.Equal("__Host-session", cookie.Name);
        Assert.Equal(Microsoft.AspNetCore.Http.CookieSecurePolicy.Always, cookie.SecurePolicy);
        Assert.Equal("/", cookie.Path);
        Assert.Null(cookie.Domain);
    }
}
