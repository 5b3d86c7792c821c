using System.Net;
using PeerSupport.Contracts;
using PeerSupport.TestKit;

namespace PeerSupport.Gateway.Tests.Sessions;

public sealed class SignOutTests(GatewayFactory gateway) : IClassFixture<GatewayFactory>
{
    private static readonly (string, string) OurOrigin = ("Origin", TestUsers.PublicOrigin);

    [Fact]
    public async Task Signing_out_ends_the_session_here_and_goes_on_to_identity()
    {
        using var browser = gateway.NewBrowser();
        using var _ = await browser.SignInAsync(TestUsers.Member());
        var cookie = browser.Cookies.GetCookies(gateway.Address)["session"]!.Value;

        using var answer = await browser.SendAsync(HttpMethod.Post, "/session/sign-out", OurOrigin);
        Assert.StartsWith("http://localhost:8080/connect/logout?", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Contains("id_token_hint=", answer.Headers.Location.Query, StringComparison.Ordinal);
        Assert.False(await IsSignedInAsync(cookie), "The key of the ended session still opens it.");
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_the_other_browsers_too_and_tells_identity()
    {
        var fern = TestUsers.Member();
        using var here = gateway.NewBrowser();
        using var there = gateway.NewBrowser();
        using var _ = await here.SignInAsync(fern);
        using var __ = await there.SignInAsync(fern);
        var cookie = there.Cookies.GetCookies(gateway.Address)["session"]!.Value;

        var told = gateway.Identity.EndedEverywhere;
        using var answer = await here.SendAsync(HttpMethod.Post, "/session/sign-out-everywhere", OurOrigin);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(told + 1, gateway.Identity.EndedEverywhere);
        Assert.False(await IsSignedInAsync(cookie));
    }

    [Fact]
    public async Task The_event_ends_sessions_that_began_before_it_and_no_later_ones()
    {
        var fern = TestUsers.Member();
        using var before = gateway.NewBrowser();
        using var _ = await before.SignInAsync(fern);
        var at = DateTimeOffset.UtcNow;
        using var after = gateway.NewBrowser();
        using var __ = await after.SignInAsync(fern);

        await gateway.Host.PublishAsync(new SignedOutEverywhere(Guid.CreateVersion7(), at, fern.Id));
        var (old, young) = (before.Cookies.GetCookies(gateway.Address)["session"]!.Value, after.Cookies.GetCookies(gateway.Address)["session"]!.Value);
        await Eventually.TrueAsync(async () => !await IsSignedInAsync(old), "the earlier session did not end");
        Assert.True(await IsSignedInAsync(young));
    }

    [Theory]
    [InlineData("/session/sign-out")]
    [InlineData("/session/sign-out-everywhere")]
    public async Task The_way_back_from_identity_ends_at_the_start_and_nobody_is_signed_in(string path)
    {
        using var browser = gateway.NewBrowser();
        using var _ = await browser.SignInAsync(TestUsers.Member());
        using var leaving = await browser.SendAsync(HttpMethod.Post, path, OurOrigin);
        var query = System.Web.HttpUtility.ParseQueryString(leaving.Headers.Location!.Query);
        Assert.Equal(TestUsers.PublicOrigin + "/session/signed-out", query["post_logout_redirect_uri"]);

        using var back = await browser.GetAsync("/session/signed-out?state=" + Uri.EscapeDataString(query["state"]!));

        Assert.Equal("/", back.Headers.Location!.OriginalString);
        using var session = await browser.GetAsync("/session");
        Assert.Contains("\"signedIn\":false", await session.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task Another_site_cannot_sign_a_member_out(string header, string value)
    {
        using var browser = gateway.NewBrowser();
        using var _ = await browser.SignInAsync(TestUsers.Member());
        using var answer = await browser.SendAsync(HttpMethod.Post, "/session/sign-out", (header, value));
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.True(await IsSignedInAsync(browser.Cookies.GetCookies(gateway.Address)["session"]!.Value));
    }

    [Fact]
    public async Task Signing_out_without_a_session_just_goes_home()
    {
        using var browser = gateway.NewBrowser();
        using var answer = await browser.SendAsync(HttpMethod.Post, "/session/sign-out", OurOrigin);
        Assert.Equal("/", answer.Headers.Location!.OriginalString);
    }

    private async Task<bool> IsSignedInAsync(string cookie)
    {
        using var browser = gateway.NewBrowser();
        using var answer = await browser.GetAsync("/session", ("Cookie", "session=" + cookie));
        return (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Contains("\"signedIn\":true", StringComparison.Ordinal);
    }
}
