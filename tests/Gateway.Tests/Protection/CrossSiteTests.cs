using System.Net;
using System.Net.WebSockets;
using System.Text;
using PeerSupport.TestKit;

namespace PeerSupport.Gateway.Tests.Protection;

public sealed class CrossSiteTests(GatewayFactory gateway) : IClassFixture<GatewayFactory>
{
    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    public async Task With_a_session_a_change_needs_the_header_that_no_other_site_can_send(string method)
    {
        using var browser = await SignedInAsync();
        var before = gateway.Services.Requests.Count;
        using var without = await browser.SendAsync(new HttpMethod(method), "/api/chat/groups/x/join");
        Assert.Equal(HttpStatusCode.Forbidden, without.StatusCode);
        Assert.Equal("application/problem+json", without.Content.Headers.ContentType!.MediaType);
        Assert.Equal(before, gateway.Services.Requests.Count);

        using var with = await browser.SendAsync(new HttpMethod(method), "/api/chat/groups/x/join", ("X-CSRF", "1"));
        Assert.Equal(HttpStatusCode.OK, with.StatusCode);
        using var foreign = await browser.SendAsync(new HttpMethod(method), "/api/chat/groups/x/join", ("X-CSRF", "1"), ("Origin", "https://evil.example"));
        Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
    }

    [Fact]
    public async Task Reading_and_a_native_client_need_no_header()
    {
        using var browser = await SignedInAsync();
        using var read = await browser.GetAsync("/api/chat/groups");
        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        using var native = gateway.NewBrowser();
        using var write = await native.SendAsync(HttpMethod.Post, "/api/chat/groups/x/join", ("Authorization", "Bearer own"));
        Assert.Equal(HttpStatusCode.OK, write.StatusCode);
    }

    [Fact]
    public async Task A_form_of_another_site_does_not_reach_a_page()
    {
        using var browser = await SignedInAsync();
        using var foreign = await browser.SendAsync(HttpMethod.Post, "/me/inbox", ("Origin", "https://evil.example"));
        Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
        using var ours = await browser.SendAsync(HttpMethod.Post, "/me/inbox", ("Origin", TestUsers.PublicOrigin));
        Assert.Equal(HttpStatusCode.OK, ours.StatusCode);
    }

    [Fact]
    public async Task A_hub_is_401_and_no_redirect_for_somebody_unknown()
    {
        using var browser = gateway.NewBrowser();
        using var answer = await browser.GetAsync("/hubs/chat", ("Accept", "text/html"));
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Null(answer.Headers.Location);
    }

    [Fact]
    public async Task A_socket_with_our_origin_goes_through_with_the_token_and_without_the_cookie()
    {
        using var browser = await SignedInAsync();
        using var socket = Socket(browser, TestUsers.PublicOrigin);
        await socket.ConnectAsync(Hub, TestContext.Current.CancellationToken);
        var buffer = new byte[16];
        var hello = await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken);
        Assert.Equal("hello", Encoding.UTF8.GetString(buffer, 0, hello.Count));
        var seen = gateway.Services.Requests.Last(request => request.Path == "/hubs/chat");
        Assert.StartsWith("Bearer ey", seen.Header("Authorization"), StringComparison.Ordinal);
        Assert.Null(seen.Header("Cookie"));
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("http://localhost:8081")]
    [InlineData("null")]
    [InlineData(null)]
    public async Task A_socket_of_another_site_is_refused(string? origin)
    {
        using var browser = await SignedInAsync();
        using var socket = Socket(browser, origin);
        var refused = await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(Hub, TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.Forbidden, socket.HttpStatusCode);
        Assert.NotNull(refused);
    }

    [Fact]
    public async Task A_native_clients_socket_needs_no_origin()
    {
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", "Bearer own");
        await socket.ConnectAsync(Hub, TestContext.Current.CancellationToken);
        Assert.Equal(WebSocketState.Open, socket.State);
    }

    private Uri Hub => new(gateway.Address.ToString().Replace("http://", "ws://", StringComparison.Ordinal) + "hubs/chat");

    private static ClientWebSocket Socket(Browser browser, string? origin)
    {
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.Cookies = browser.Cookies;
        if (origin is not null)
            socket.Options.SetRequestHeader("Origin", origin);
        return socket;
    }

    private async Task<Browser> SignedInAsync()
    {
        var browser = gateway.NewBrowser();
        using var _ = await browser.SignInAsync(TestUsers.Member());
        return browser;
    }
}
