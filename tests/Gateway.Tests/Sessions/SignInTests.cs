using System.Net;
using System.Net.Http.Json;
using System.Web;
using PeerSupport.Gateway.Sessions;
using PeerSupport.TestKit;

namespace PeerSupport.Gateway.Tests.Sessions;

public sealed class SignInTests(GatewayFactory gateway) : IClassFixture<GatewayFactory>
{
    [Fact]
    public async Task Signing_in_sends_the_browser_to_identity_with_code_and_pkce()
    {
        using var browser = gateway.NewBrowser();
        using var answer = await browser.GetAsync("/session/sign-in?returnUrl=/me");
        var query = HttpUtility.ParseQueryString(answer.Headers.Location!.Query);
        Assert.StartsWith("http://localhost:8080/connect/authorize?", answer.Headers.Location.ToString(), StringComparison.Ordinal);
        Assert.Equal("gateway", query["client_id"]);
        Assert.Equal("code", query["response_type"]);
        Assert.Equal("S256", query["code_challenge_method"]);
        Assert.Equal("openid profile api offline_access", query["scope"]);
        Assert.Equal("http://localhost:8080/session/callback", query["redirect_uri"]);
        Assert.Equal("localhost:8080", gateway.Identity.ForwardedHost);
    }

    [Fact]
    public async Task After_signing_in_the_session_names_the_member_and_the_cookie_holds_no_token()
    {
        using var browser = gateway.NewBrowser();
        var fern = TestUsers.Moderator("Fern");
        using var answer = await browser.SignInAsync(fern, "/groups/evening");

        Assert.Equal("/groups/evening", answer.Headers.Location!.OriginalString);
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), value => value.StartsWith("session=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("secure", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.True(cookie.Length < 800, "The cookie is longer than a key would be.");

        var session = await browser.Http.GetFromJsonAsync<SessionModel>("/session", TestContext.Current.CancellationToken);
        Assert.True(session!.SignedIn);
        Assert.Equal(fern.Id, session.Id);
        Assert.Equal("Fern", session.Pseudonym);
        Assert.Equal(["member", "moderator"], session.Roles);
    }

    [Fact]
    public async Task A_visitor_has_no_session()
    {
        using var browser = gateway.NewBrowser();
        var session = await browser.Http.GetFromJsonAsync<SessionModel>("/session", TestContext.Current.CancellationToken);
        Assert.False(session!.SignedIn);
        Assert.Null(session.Id);
    }

    [Fact]
    public async Task A_way_back_that_nobody_began_is_explained_and_signs_nobody_in()
    {
        using var browser = gateway.NewBrowser();
        using var answer = await browser.GetAsync("/session/callback?code=stolen&state=made-up");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("Sign in again", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_sign_in_never_takes_over_the_key_that_the_browser_had()
    {
        using var browser = gateway.NewBrowser();
        using var challenge = await browser.GetAsync("/session/sign-in");
        using var first = await browser.SignInAsync(TestUsers.Member("Planted"));
        var planted = browser.Cookies.GetCookies(gateway.Address)["session"]!.Value;

        var query = HttpUtility.ParseQueryString(challenge.Headers.Location!.Query);
        var code = gateway.Identity.Grant(TestUsers.Member("Victim"), query["nonce"]!);
        using var second = await browser.GetAsync($"/session/callback?code={code}&state={Uri.EscapeDataString(query["state"]!)}");
        Assert.Equal(HttpStatusCode.Redirect, second.StatusCode);

        using var attacker = gateway.NewBrowser();
        using var answer = await attacker.GetAsync("/session", ("Cookie", "session=" + planted));
        Assert.DoesNotContain("Victim", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/learn?q=a%20b", "/learn?q=a%20b")]
    [InlineData("/", "/")]
    [InlineData(null, "/")]
    [InlineData("", "/")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("/\t/evil.example", "/")]
    [InlineData("https://evil.example", "/")]
    [InlineData("javascript:alert(1)", "/")]
    [InlineData("me", "/")]
    public void A_return_address_is_followed_only_within_this_site(string? given, string expected) => Assert.Equal(expected, ReturnUrl.Local(given));
}
