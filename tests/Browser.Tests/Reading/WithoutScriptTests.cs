using System.Text.RegularExpressions;
using Microsoft.Playwright;
using PeerSupport.Platform.Tests;
using static Microsoft.Playwright.Assertions;

namespace PeerSupport.Browser.Tests.Reading;

/// <summary>Reading, joining and every form work in a browser without JavaScript.</summary>
public sealed class WithoutScriptTests(RunningPlatform running, Chromium chromium)
{
    [Theory]
    [InlineData("/", "Understand how you love")]
    [InlineData("/learn", "Learn")]
    [InlineData("/learn/a-z", "A to Z")]
    [InlineData("/learn/anxious-preoccupied-attachment", "Anxious-preoccupied attachment")]
    [InlineData("/modules", "Learning modules")]
    [InlineData("/groups", "Groups")]
    [InlineData("/help-now", "Help now")]
    [InlineData("/guidelines", "Guidelines")]
    public async Task A_page_can_be_read_without_script(string path, string heading)
    {
        await using var visitor = await Person.ArriveAsync(running, chromium, script: false);
        await visitor.GoAsync(path);
        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync(heading);
        Assert.Empty(visitor.Troubles);
    }

    [Fact]
    public async Task Help_now_shows_the_lines_of_the_country_that_is_chosen()
    {
        await using var visitor = await Person.ArriveAsync(running, chromium, script: false);
        await visitor.GoAsync("/help-now");
        await visitor.Page.Locator("main select").First.SelectOptionAsync("GB");
        await visitor.Page.Locator("main form button[type=submit]").First.ClickAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Main)).ToContainTextAsync("116 123");
    }

    [Fact]
    public async Task A_registration_that_is_refused_keeps_what_was_typed_and_says_what_to_change()
    {
        await using var visitor = await Person.ArriveAsync(running, chromium, script: false);
        await visitor.GoAsync("/account/register");
        await visitor.Page.GetByLabel("The name that others will see").FillAsync("Tansy");
        await visitor.Page.GetByLabel("Your password").FillAsync("short");
        await visitor.Page.GetByLabel("16 or 17").CheckAsync();
        await visitor.Page.GetByLabel("I have read the guidelines").CheckAsync();
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Make the account" }).ClickAsync();

        await Expect(visitor.Page.Locator(".error-summary")).ToBeVisibleAsync();
        await Expect(visitor.Page.GetByLabel("The name that others will see")).ToHaveValueAsync("Tansy");
        await Expect(visitor.Page.GetByLabel("16 or 17")).ToBeCheckedAsync();
        await Expect(visitor.Page.GetByLabel("I have read the guidelines")).ToBeCheckedAsync();
        await Expect(visitor.Page.GetByLabel("I agree that what I write here")).Not.ToBeCheckedAsync();
        await Expect(visitor.Page.Locator("#password-change")).ToContainTextAsync("10");
    }

    [Fact]
    public async Task Somebody_registers_and_joins_a_group_without_script_and_is_told_that_the_room_needs_it()
    {
        var group = await Groups.FoundAsync(running, "Without script");
        await using var visitor = await Person.ArriveAsync(running, chromium, script: false);
        await visitor.GoAsync("/groups/" + group);
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Make an account" }).ClickAsync();
        await visitor.RegisterAsync("Sorrel");
        await visitor.Page.GetByLabel("I have read the charter").CheckAsync();
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Join the group" }).ClickAsync();
        await Expect(visitor.Page.GetByText("You are in.")).ToBeVisibleAsync();
        // Turned off from outside, this browser does not draw a noscript element; one whose reader turned scripts off does.
        Assert.Contains("The room is live and needs JavaScript", await visitor.Page.ContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_address_offers_search_and_search_finds()
    {
        await using var visitor = await Person.ArriveAsync(running, chromium, script: false);
        var answer = await visitor.Page.GotoAsync("/learn/no-such-article");
        Assert.Equal(404, answer!.Status);
        var main = visitor.Page.GetByRole(AriaRole.Main);
        await main.GetByLabel("Search the articles").FillAsync("anxious attachment");
        await main.GetByRole(AriaRole.Button, new() { Name = "Search" }).ClickAsync();
        await Expect(visitor.Page).ToHaveURLAsync(new Regex("/learn/search"));
        await Expect(main.GetByRole(AriaRole.Link, new() { Name = "Anxious-preoccupied attachment" }).First).ToBeVisibleAsync();
    }
}
