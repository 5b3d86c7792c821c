using System.Net;
using Microsoft.EntityFrameworkCore;
using PeerSupport.Contracts;

namespace PeerSupport.Identity.Tests;

public sealed class RegistrationTests(IdentityFactory factory)
{
    [Fact]
    public async Task A_new_member_is_signed_in_and_led_back_and_the_others_hear_of_them()
    {
        var name = IdentityFactory.NewName();
        using var answer = await factory.NewBrowser().RegisterAsync(name, returnUrl: "/session/sign-in?returnUrl=/groups");

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.EndsWith("/session/sign-in?returnUrl=/groups", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
        var profile = await factory.PublishedAsync<MemberProfileChanged>(changed => changed.Pseudonym == name);
        Assert.Equal((1, "GB"), (profile.Version, profile.Country));
        Assert.Equal(["member"], profile.Roles);
        var consents = await factory.QueryAsync(db => db.Consents.Where(consent => consent.AccountId == profile.MemberId).Select(consent => consent.Subject).Order().ToListAsync(TestContext.Current.CancellationToken));
        Assert.Equal(["guidelines", "health_data"], consents);
    }

    [Fact]
    public async Task A_name_is_taken_whatever_its_capitals()
    {
        var name = IdentityFactory.NewName();
        using var first = await factory.NewBrowser().RegisterAsync(name);
        using var second = await factory.NewBrowser().RegisterAsync(name.ToUpperInvariant());

        Assert.Equal(HttpStatusCode.UnprocessableEntity, second.StatusCode);
        Assert.Contains("has this name already", await second.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_missing_is_said_at_each_field_and_what_was_typed_stays_but_not_the_password()
    {
        using var answer = await factory.NewBrowser().SubmitAsync("/account/register", "register", new() { ["pseudonym"] = "A", ["password"] = "sh0rt!" });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        foreach (var field in new[] { "pseudonym", "password", "age-18", "processing", "guidelines" })
            Assert.Contains($"href=\"#{field}\"", html, StringComparison.Ordinal);
        Assert.Contains("value=\"A\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("sh0rt!", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("moderator")]
    [InlineData("anna@example.org")]
    [InlineData("Anna 07700900123")]
    [InlineData("Pаul")] // The second letter is Cyrillic.
    public async Task A_name_that_could_mislead_is_refused(string name)
    {
        using var answer = await factory.NewBrowser().RegisterAsync(name);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
    }

    [Theory]
    [InlineData("kill_yourself", "could hurt somebody")]
    [InlineData("dead inside", "Help now has people to talk to")]
    [InlineData("Add me on snap jen99", "by which you could be found")]
    public async Task A_name_that_stands_over_every_message_neither_hurts_nor_gives_its_owner_away(string name, string why)
    {
        using var answer = await factory.NewBrowser().RegisterAsync(name);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains(why, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_under_sixteen_is_told_kindly_and_nothing_is_kept()
    {
        var name = IdentityFactory.NewName();
        using var answer = await factory.NewBrowser().RegisterAsync(name, age: "under-16");

        Assert.Contains("This place begins at 16", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.False(await factory.QueryAsync(db => db.Users.AnyAsync(account => account.UserName == name, TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused()
    {
        using var content = new FormUrlEncodedContent([new("_handler", "register"), new("pseudonym", "Fern")]);
        using var answer = await factory.NewBrowser().Http.PostAsync(new Uri("/account/register", UriKind.Relative), content, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }
}
