using System.Net;

namespace PeerSupport.Identity.Tests;

public sealed class SignInTests(IdentityFactory factory)
{
    [Fact]
    public async Task The_right_password_leads_back()
    {
        var name = IdentityFactory.NewName();
        using var made = await factory.NewBrowser().RegisterAsync(name);
        using var answer = await factory.NewBrowser().SignInAsync(name.ToLowerInvariant(), IdentityFactory.Password, Browser.Authorize());

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Contains("/connect/authorize?", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("//elsewhere.example")]
    [InlineData("https://elsewhere.example")]
    [InlineData("/\\elsewhere.example")]
    public async Task A_way_back_to_another_site_is_not_taken(string returnUrl)
    {
        var name = IdentityFactory.NewName();
        using var made = await factory.NewBrowser().RegisterAsync(name);
        using var answer = await factory.NewBrowser().SignInAsync(name, IdentityFactory.Password, returnUrl);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.DoesNotContain("elsewhere", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_name_are_told_the_same()
    {
        var name = IdentityFactory.NewName();
        using var made = await factory.NewBrowser().RegisterAsync(name);
        using var wrong = await factory.NewBrowser().SignInAsync(name, "not this one at all");
        using var unknown = await factory.NewBrowser().SignInAsync(IdentityFactory.NewName(), "not this one at all");

        foreach (var answer in new[] { wrong, unknown })
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            Assert.Contains("do not go together", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task After_six_wrong_tries_the_account_rests_even_for_the_right_password()
    {
        var name = IdentityFactory.NewName();
        using var made = await factory.NewBrowser().RegisterAsync(name);
        for (var attempt = 0; attempt < 6; attempt++)
            (await factory.NewBrowser().SignInAsync(name, "not this one at all")).Dispose();
        using var answer = await factory.NewBrowser().SignInAsync(name, IdentityFactory.Password);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("rests for 5 minutes", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
