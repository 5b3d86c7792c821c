using System.Net;

namespace PeerSupport.Gateway.Tests.Proxying;

/// <summary>Web and chat are away: nobody listens at their address.</summary>
public sealed class FactoryWithoutWeb : GatewayFactory
{
    protected override Dictionary<string, string> Settings => new() { ["Services:Web"] = "http://127.0.0.1:9", ["Services:Chat"] = "http://127.0.0.1:9" };
}

public sealed class ProxyFaultsTests(FactoryWithoutWeb gateway) : IClassFixture<FactoryWithoutWeb>
{
    private static readonly (string, string) FromABrowser = ("Accept", "text/html,application/xhtml+xml");

    [Fact]
    public async Task A_page_that_cannot_be_reached_still_shows_the_crisis_lines_and_needs_no_other_site()
    {
        using var browser = gateway.NewBrowser();
        using var answer = await browser.GetAsync("/groups", FromABrowser);
        var html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("text/html", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains("Samaritans", html, StringComparison.Ordinal);
        Assert.Contains("tel:116123", html, StringComparison.Ordinal);
        Assert.DoesNotContain("style=", html, StringComparison.Ordinal);
        using var style = await browser.GetAsync("/session/page.css");
        Assert.Equal("text/css", style.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Help_now_works_when_everything_else_is_down()
    {
        using var browser = gateway.NewBrowser();
        using var answer = await browser.GetAsync("/help-now", FromABrowser);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("tel:988", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_gets_problem_details_and_when_to_try_again()
    {
        using var browser = gateway.NewBrowser();
        using var answer = await browser.GetAsync("/api/chat/groups", FromABrowser);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.NotNull(answer.Headers.RetryAfter);
    }

    [Fact]
    public async Task An_unknown_part_of_the_interface_is_404_for_a_program_not_a_page()
    {
        using var browser = gateway.NewBrowser();
        using var answer = await browser.GetAsync("/api/nothing/here", FromABrowser);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
    }
}
