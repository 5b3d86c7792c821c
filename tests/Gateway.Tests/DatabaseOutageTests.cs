using System.Net;
using PeerSupport.TestKit;

namespace PeerSupport.Gateway.Tests;

/// <summary>On a gateway of its own, because its database goes.</summary>
public sealed class DatabaseOutageTests
{
    [Fact]
    public async Task While_the_sessions_cannot_be_read_programs_are_told_and_pages_go_on_as_for_a_visitor()
    {
        var gateway = new GatewayFactory();
        await gateway.InitializeAsync();
        using var browser = gateway.NewBrowser();
        using var _ = await browser.SignInAsync(TestUsers.Member());
        using var visitor = gateway.NewBrowser();
        await gateway.Host.LoseDatabaseAsync();

        await DatabaseOutage.IsToldKindlyAsync(browser.Http, "/api/chat/me/groups");
        await DatabaseOutage.IsSeenInHealthAsync(visitor.Http);
        using var page = await browser.GetAsync("/learn");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        await gateway.DisposeAsync();
    }
}
