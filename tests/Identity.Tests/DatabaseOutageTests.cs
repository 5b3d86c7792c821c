using System.Net;
using PeerSupport.TestKit;

namespace PeerSupport.Identity.Tests;

/// <summary>On a service of its own, because its database goes.</summary>
public sealed class DatabaseOutageTests
{
    [Fact]
    public async Task While_the_database_is_away_programs_and_people_are_told_when_to_try_again_and_health_says_which()
    {
        await using var factory = new IdentityFactory();
        await factory.InitializeAsync();
        var browser = factory.NewBrowser();
        using var before = await browser.GetAsync("/account/sign-in");
        await factory.LoseDatabaseAsync();

        await DatabaseOutage.IsToldKindlyAsync(factory.ClientFor(TestUsers.Member()), "/api/identity/me");
        await DatabaseOutage.IsSeenInHealthAsync(factory.ClientFor(null));
        using var answer = await browser.SignInAsync("Fern", IdentityFactory.Password);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.Contains("Please try again in a moment", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
