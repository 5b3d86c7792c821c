using System.Text.RegularExpressions;
using Microsoft.Playwright;
using PeerSupport.Platform.Tests;
using static Microsoft.Playwright.Assertions;

namespace PeerSupport.Browser.Tests.Reading;

/// <summary>Getting away at once, and the switch between light and dark.</summary>
public sealed partial class LeavingTests(RunningPlatform running, Chromium chromium)
{
    [Fact]
    public async Task Leave_quickly_opens_the_neutral_site_and_leaves_nothing_behind()
    {
        await using var person = await WritingAsync("Heron");
        await person.Page.GetByRole(AriaRole.Link, new() { Name = "Leave quickly" }).ClickAsync();
        await NothingIsLeftAsync(person);
    }

    [Fact]
    public async Task Shift_three_times_leaves_as_well_even_while_writing()
    {
        await using var person = await WritingAsync("Linnet");
        await person.Page.GetByLabel("Your message to the group").FocusAsync();
        for (var i = 0; i < 3; i++)
            await person.Page.Keyboard.PressAsync("Shift");
        await NothingIsLeftAsync(person);
    }

    [Fact]
    public async Task A_capital_letter_is_not_a_wish_to_leave()
    {
        await using var person = await WritingAsync("Pipit");
        for (var i = 0; i < 4; i++)
            await person.Page.Keyboard.PressAsync("Shift+A");
        await Expect(person.Page.GetByLabel("Your message to the group")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Leave_quickly_is_a_plain_link_without_script()
    {
        await using var person = await Person.ArriveAsync(running, chromium, script: false);
        await NeutralSiteAsync(person);
        await person.GoAsync("/learn");
        await person.Page.GetByRole(AriaRole.Link, new() { Name = "Leave quickly" }).ClickAsync();
        await Expect(person.Page).ToHaveTitleAsync("Neutral");
    }

    [Fact]
    public async Task The_choice_of_a_dark_page_is_kept()
    {
        await using var visitor = await Person.ArriveAsync(running, chromium);
        await visitor.GoAsync("/");
        var light = await GroundAsync(visitor);
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Dark" }).ClickAsync();
        Assert.NotEqual(light, await GroundAsync(visitor));
        await visitor.GoAsync("/learn");
        Assert.NotEqual(light, await GroundAsync(visitor));
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "As on my device" }).ClickAsync();
        Assert.Equal(light, await GroundAsync(visitor));
        Assert.Empty(visitor.Troubles);
    }

    /// <summary>In a room, with words in the field that have not been sent.</summary>
    private async Task<Person> WritingAsync(string pseudonym)
    {
        var group = await Groups.FoundAsync(running, "Leaving");
        var person = await Person.ArriveAsync(running, chromium);
        await NeutralSiteAsync(person);
        var room = await person.JoinAsNewcomerAsync(group, pseudonym);
        await room.Composer.FillAsync("Nobody at home should see this.");
        await Expect(person.Page.GetByText("Draft kept on this device")).ToBeVisibleAsync();
        return person;
    }

    private static async Task NeutralSiteAsync(Person person) => await person.Context.RouteAsync(
        NeutralSite(), route => route.FulfillAsync(new() { ContentType = "text/html", Body = "<title>Neutral</title>" }));

    private static async Task NothingIsLeftAsync(Person person)
    {
        await Expect(person.Page).ToHaveTitleAsync("Neutral");
        // Going back meets the first page of the site and not the room.
        await person.Page.GoBackAsync();
        Assert.DoesNotContain("room", person.Page.Url, StringComparison.Ordinal);
        Assert.Empty(await person.Page.EvaluateAsync<string[]>("Object.keys(localStorage).filter(key => key.startsWith('ps-draft'))"));
        Assert.DoesNotContain("ps-room", await person.Page.EvaluateAsync<string[]>("indexedDB.databases().then(all => all.map(one => one.name))"));
    }

    private static Task<string> GroundAsync(Person visitor) => visitor.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");

    [GeneratedRegex(@"^https://www\.wikipedia\.org/")]
    private static partial Regex NeutralSite();
}
