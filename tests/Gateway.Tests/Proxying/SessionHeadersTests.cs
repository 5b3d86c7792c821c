using PeerSupport.TestKit;

namespace PeerSupport.Gateway.Tests.Proxying;

public sealed class SessionHeadersTests(GatewayFactory gateway) : IClassFixture<GatewayFactory>
{
    [Theory]
    [InlineData("/api/chat/groups")]
    [InlineData("/api/content/articles")]
    [InlineData("/api/moderation/cases")]
    [InlineData("/api/notifications/inbox")]
    public async Task A_service_sees_the_members_token_and_no_cookie(string path)
    {
        using var browser = await SignedInAsync();
        using var _ = await browser.GetAsync(path);
        Assert.StartsWith("Bearer ey", gateway.Services.Last.Header("Authorization"), StringComparison.Ordinal);
        Assert.Null(gateway.Services.Last.Header("Cookie"));
        Assert.Equal(path, gateway.Services.Last.Path);
    }

    [Fact]
    public async Task A_page_sees_the_token_and_its_own_cookies_but_not_the_sessions()
    {
        using var browser = await SignedInAsync();
        browser.Cookies.Add(gateway.Address, new System.Net.Cookie("antiforgery", "x"));
        browser.Cookies.Add(gateway.Address, new System.Net.Cookie("theme", "dark"));
        using var _ = await browser.GetAsync("/me");
        Assert.StartsWith("Bearer ey", gateway.Services.Last.Header("Authorization"), StringComparison.Ordinal);
        Assert.Equal("antiforgery=x; theme=dark", gateway.Services.Last.Header("Cookie"));
    }

    [Fact]
    public async Task A_native_clients_own_token_passes_and_a_session_outranks_one()
    {
        using var native = gateway.NewBrowser();
        using var _ = await native.GetAsync("/api/chat/groups", ("Authorization", "Bearer of-the-phone"));
        Assert.Equal("Bearer of-the-phone", gateway.Services.Last.Header("Authorization"));

        using var browser = await SignedInAsync();
        using var __ = await browser.GetAsync("/api/chat/groups", ("Authorization", "Bearer of-somebody-else"));
        Assert.StartsWith("Bearer ey", gateway.Services.Last.Header("Authorization"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_visitor_and_a_made_up_cookie_carry_no_token()
    {
        using var browser = gateway.NewBrowser();
        using var _ = await browser.GetAsync("/api/chat/groups", ("Cookie", "session=made-up"));
        Assert.Null(gateway.Services.Last.Header("Authorization"));
        Assert.Null(gateway.Services.Last.Header("Cookie"));
    }

    [Fact]
    public async Task Services_learn_the_public_origin_whatever_host_the_client_named()
    {
        using var browser = gateway.NewBrowser();
        using var _ = await browser.GetAsync("/learn", ("Host", "evil.example"), ("X-Forwarded-Host", "evil.example"), ("X-Forwarded-For", "1.2.3.4"));
        Assert.Equal("localhost:8080", gateway.Services.Last.Header("X-Forwarded-Host"));
        Assert.Equal("http", gateway.Services.Last.Header("X-Forwarded-Proto"));
        Assert.Equal("127.0.0.1", gateway.Services.Last.Header("X-Forwarded-For"));
    }

    private async Task<Browser> SignedInAsync()
    {
        var browser = gateway.NewBrowser();
        using var _ = await browser.SignInAsync(TestUsers.Member());
        return browser;
    }
}
