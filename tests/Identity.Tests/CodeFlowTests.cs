using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Web;
using Microsoft.IdentityModel.JsonWebTokens;
using PeerSupport.Contracts;
using PeerSupport.TestKit;

namespace PeerSupport.Identity.Tests;

public sealed class CodeFlowTests(IdentityFactory factory)
{
    [Fact]
    public async Task A_code_with_its_verifier_becomes_tokens_that_say_who_it_is()
    {
        var (browser, name) = await MemberAsync();
        var tokens = await browser.TokensAsync();

        var access = new JsonWebToken(tokens.GetProperty("access_token").GetString());
        Assert.Equal("at+jwt", access.Typ);
        Assert.Equal(TestUsers.PublicOrigin + "/", access.Issuer);
        Assert.Equal(["peersupport"], access.Audiences);
        Assert.Equal(name, access.GetClaim("preferred_username").Value);
        Assert.Equal("member", access.GetClaim("role").Value);
        Assert.Equal("GB", access.GetClaim("country").Value);
        Assert.Equal("18", access.GetClaim("age_band").Value);
        Assert.Equal(TimeSpan.FromMinutes(10), access.ValidTo - access.IssuedAt);
    }

    [Fact]
    public async Task A_request_without_a_challenge_is_refused()
    {
        var (browser, _) = await MemberAsync();
        using var answer = await browser.GetAsync(Browser.Authorize(withChallenge: false));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_code_with_another_verifier_is_refused()
    {
        var (browser, _) = await MemberAsync();
        using var answer = await browser.GetAsync(Browser.Authorize());
        using var tokens = await browser.RedeemAsync(HttpUtility.ParseQueryString(answer.Headers.Location!.Query)["code"]!, "another-verifier-that-is-long-enough-for-the-standard-99");
        Assert.Equal(HttpStatusCode.BadRequest, tokens.StatusCode);
    }

    [Fact]
    public async Task A_program_on_a_device_gets_tokens_with_its_verifier_and_without_a_secret()
    {
        var (browser, name) = await MemberAsync();
        using var answer = await browser.GetAsync(Browser.Authorize(client: Browser.Native, callback: Browser.NativeCallback));
        Assert.StartsWith(Browser.NativeCallback, answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
        var code = HttpUtility.ParseQueryString(answer.Headers.Location.Query)["code"]!;

        using var stolen = await browser.RedeemNativelyAsync(code, "another-verifier-that-is-long-enough-for-the-standard-99");
        Assert.Equal(HttpStatusCode.BadRequest, stolen.StatusCode);
        using var second = await browser.GetAsync(Browser.Authorize(client: Browser.Native, callback: Browser.NativeCallback));
        using var tokens = await browser.RedeemNativelyAsync(HttpUtility.ParseQueryString(second.Headers.Location!.Query)["code"]!);
        Assert.Equal(HttpStatusCode.OK, tokens.StatusCode);
        var access = new JsonWebToken((await tokens.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("access_token").GetString());
        Assert.Equal(name, access.GetClaim("preferred_username").Value);
    }

    [Fact]
    public async Task A_program_on_a_device_cannot_send_the_code_elsewhere()
    {
        var (browser, _) = await MemberAsync();
        using var answer = await browser.GetAsync(Browser.Authorize(client: Browser.Native, callback: "http://127.0.0.1:7777/elsewhere"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_visitor_is_asked_to_sign_in_and_comes_back()
    {
        using var answer = await factory.NewBrowser().GetAsync(Browser.Authorize());
        Assert.StartsWith("/account/sign-in?returnUrl=%2Fconnect%2Fauthorize", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_tabs_may_refresh_with_the_same_token_within_the_leeway()
    {
        var (browser, _) = await MemberAsync();
        var refresh = Refresh(await browser.TokensAsync());
        using var first = await browser.RefreshAsync(refresh);
        using var second = await browser.RefreshAsync(refresh);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first.StatusCode, second.StatusCode));
    }

    [Fact]
    public async Task Signing_out_everywhere_revokes_the_tokens_ends_the_sign_in_and_tells_the_others()
    {
        var (browser, name) = await MemberAsync();
        var tokens = await browser.TokensAsync();
        using var answer = await browser.SubmitAsync("/account", "everywhere", []);

        Assert.EndsWith("/account/signed-out?everywhere=true", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
        using var refreshed = await browser.RefreshAsync(Refresh(tokens));
        Assert.Equal(HttpStatusCode.BadRequest, refreshed.StatusCode);
        var member = Guid.Parse(new JsonWebToken(tokens.GetProperty("access_token").GetString()).Subject);
        await factory.PublishedAsync<SignedOutEverywhere>(left => left.MemberId == member);
        using var again = await browser.GetAsync(Browser.Authorize());
        Assert.StartsWith("/account/sign-in", again.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_out_with_the_id_token_leads_to_the_start_and_revokes_that_sign_in()
    {
        var (browser, _) = await MemberAsync();
        var tokens = await browser.TokensAsync();
        using var answer = await browser.GetAsync(
            $"/connect/end-session?id_token_hint={tokens.GetProperty("id_token").GetString()}&post_logout_redirect_uri={Uri.EscapeDataString(TestUsers.PublicOrigin + "/")}");

        Assert.Equal(TestUsers.PublicOrigin + "/", answer.Headers.Location!.OriginalString);
        using var refreshed = await browser.RefreshAsync(Refresh(tokens));
        Assert.Equal(HttpStatusCode.BadRequest, refreshed.StatusCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_gateways_sign_out_comes_back_to_it_with_the_sign_in_here_gone(bool everywhere)
    {
        var (browser, _) = await MemberAsync();
        var tokens = await browser.TokensAsync();
        if (everywhere)
        {
            var member = Guid.Parse(new JsonWebToken(tokens.GetProperty("access_token").GetString()).Subject);
            using var ended = await factory.ClientFor(TestUsers.Member() with { Id = member }).PostAsync(
                new Uri("/api/identity/sign-out-everywhere", UriKind.Relative), null, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);
        }

        using var answer = await browser.GetAsync(
            $"/connect/end-session?id_token_hint={tokens.GetProperty("id_token").GetString()}&state=s"
            + $"&post_logout_redirect_uri={Uri.EscapeDataString(TestUsers.PublicOrigin + "/session/signed-out")}");

        Assert.Equal(TestUsers.PublicOrigin + "/session/signed-out?state=s", answer.Headers.Location?.OriginalString);
        using var again = await browser.GetAsync(Browser.Authorize());
        Assert.StartsWith("/account/sign-in", again.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_country_is_told_to_the_others_and_stands_in_the_next_token()
    {
        var (browser, name) = await MemberAsync();
        var tokens = await browser.TokensAsync();
        using var answer = await browser.SubmitAsync("/account", "country", new() { ["country"] = "IE" });

        await factory.PublishedAsync<MemberProfileChanged>(changed => changed.Pseudonym == name && changed is { Version: 2, Country: "IE" });
        using var refreshed = await browser.RefreshAsync(Refresh(tokens));
        var access = new JsonWebToken((await refreshed.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("access_token").GetString());
        Assert.Equal("IE", access.GetClaim("country").Value);
    }

    [Fact]
    public async Task The_interface_knows_members_only()
    {
        using var visitor = await factory.ClientFor(null).GetAsync(new Uri("/api/identity/me", UriKind.Relative), TestContext.Current.CancellationToken);
        using var gone = await factory.ClientFor(TestUsers.Member()).GetAsync(new Uri("/api/identity/me", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.NotFound), (visitor.StatusCode, gone.StatusCode));
    }

    private static string Refresh(JsonElement tokens) => tokens.GetProperty("refresh_token").GetString()!;

    private async Task<(Browser Browser, string Name)> MemberAsync()
    {
        var browser = factory.NewBrowser();
        var name = IdentityFactory.NewName();
        (await browser.RegisterAsync(name)).Dispose();
        return (browser, name);
    }
}
