using Microsoft.Playwright;
using PeerSupport.Local;
using PeerSupport.Platform.Tests;
using static Microsoft.Playwright.Assertions;

namespace PeerSupport.Browser.Tests.Rooms;

/// <summary>A moderator says with a decision what they think of what screening said, and a second one says it afterwards.</summary>
public sealed class OpinionTests(RunningPlatform running, Chromium chromium)
{
    [Fact]
    public async Task An_answer_about_screening_travels_with_the_decision_and_is_counted()
    {
        const string name = "Was it right";
        var group = await Groups.FoundAsync(running, name);
        await using var member = await Person.ArriveAsync(running, chromium);
        await using var moderator = await Person.ArriveAsync(running, chromium);
        var room = await member.JoinAsNewcomerAsync(group, "Osier");
        await room.PostAsync("Everyone here would be better off without you.");
        await Expect(room.Message("better off without you")).ToContainTextAsync("A moderator will look at this");

        await moderator.SignInAsync(DemoAccounts.Moderator);
        var console = new ModeratorConsole(moderator);
        await console.OpenAsync();
        await console.TakeAsync(name);
        await console.ChooseAsync("keep", "");
        // Single keys are commands only outside of fields.
        await moderator.Page.Locator(".why").ClickAsync();

        // The level is asked for, and what was chosen stays.
        await moderator.Page.Keyboard.PressAsync("4");
        await moderator.Page.GetByRole(AriaRole.Button, new() { Name = "Decide" }).ClickAsync();
        await Expect(moderator.Page.Locator("#decide-error")).ToContainTextAsync("Choose the level");
        await Expect(moderator.Page.Locator("[name=decision][value=keep]")).ToBeCheckedAsync();
        await moderator.Page.Locator("[name=right-level][value=medium]").CheckAsync();
        await console.DecideAsync();

        // Whoever opens the case later may say it too; of the same moderator the first answer counts.
        await moderator.Page.ReloadAsync();
        await moderator.Page.Locator("ps-second-opinion summary").ClickAsync();
        await moderator.Page.Locator("ps-second-opinion [value=right]").CheckAsync();
        await moderator.Page.GetByRole(AriaRole.Button, new() { Name = "Say so" }).ClickAsync();
        await Expect(moderator.Page.Locator("ps-second-opinion")).ToContainTextAsync("the first answer counts");

        await moderator.GoAsync("/moderate/model");
        await Expect(moderator.Page.Locator("ps-model")).ToContainTextAsync("answered");
        await Expect(moderator.Page.Locator("tr", new() { Has = moderator.Page.GetByText("harassment", new() { Exact = true }) }).Locator("td").First).Not.ToHaveTextAsync("0");
        await moderator.Page.GetByRole(AriaRole.Button, new() { Name = "Train now" }).ClickAsync();
        await Expect(moderator.Page.Locator("ps-model")).ToContainTextAsync("The last training ended without a model");
    }
}
