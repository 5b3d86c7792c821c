using Microsoft.Playwright;
using PeerSupport.Local;
using PeerSupport.Platform.Tests;
using static Microsoft.Playwright.Assertions;

namespace PeerSupport.Browser.Tests.Rooms;

/// <summary>What somebody wrote first and changed since is part of what a moderator judges.</summary>
public sealed class EarlierWordsTests(RunningPlatform running, Chromium chromium)
{
    [Fact]
    public async Task A_case_shows_what_a_reported_message_said_before_its_author_changed_it()
    {
        const string name = "Words that changed";
        var group = await Groups.FoundAsync(running, name);
        await using var author = await Person.ArriveAsync(running, chromium);
        await using var reader = await Person.ArriveAsync(running, chromium);
        await using var moderator = await Person.ArriveAsync(running, chromium);
        var room = await author.JoinAsNewcomerAsync(group, "Campion");
        await room.PostAndSeeAsync("Nobody here will miss my plum jam");
        await room.Message("plum jam").GetByText("More").ClickAsync();
        await room.Message("plum jam").GetByRole(AriaRole.Button, new() { Name = "Change it" }).ClickAsync();
        await author.Page.GetByLabel("Change your message").FillAsync("Somebody here may like my quince jam");
        await author.Page.GetByRole(AriaRole.Button, new() { Name = "Save the change" }).ClickAsync();
        await Expect(room.Message("quince jam")).ToContainTextAsync("changed");

        var seen = (await reader.JoinAsNewcomerAsync(group, "Sweet Cicely")).Message("quince jam");
        await seen.GetByText("More").ClickAsync();
        await seen.GetByRole(AriaRole.Button, new() { Name = "Report this message" }).ClickAsync();
        await reader.Page.GetByLabel("It attacks somebody").CheckAsync();
        await reader.Page.Locator("[data-form]").GetByRole(AriaRole.Button).First.ClickAsync();
        await Expect(reader.Page.Locator("[data-form][role=status]")).ToBeVisibleAsync();

        await moderator.SignInAsync(DemoAccounts.Moderator);
        var console = new ModeratorConsole(moderator);
        await console.OpenAsync();
        await console.TakeAsync(name);
        await moderator.Page.GetByText("Its author changed it once").ClickAsync();
        await Expect(moderator.Page.Locator(".in-question details")).ToContainTextAsync("plum jam");
        await Expect(moderator.Page.Locator(".in-question .said")).ToContainTextAsync("quince jam");
    }
}
