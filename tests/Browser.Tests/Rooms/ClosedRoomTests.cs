using Microsoft.Playwright;
using PeerSupport.Platform.Tests;
using static Microsoft.Playwright.Assertions;

namespace PeerSupport.Browser.Tests.Rooms;

/// <summary>What can be done in a room that takes nothing new, or that is looked at where it was before.</summary>
public sealed class ClosedRoomTests(RunningPlatform running, Chromium chromium)
{
    [Fact]
    public async Task A_closed_room_says_so_and_offers_nothing_that_it_would_refuse()
    {
        var group = await Groups.FoundAsync(running, "Closed words");
        await using var fern = await Person.ArriveAsync(running, chromium);
        await using var moss = await Person.ArriveAsync(running, chromium);
        var room = await fern.JoinAsNewcomerAsync(group, "Wood Avens");
        await room.PostAndSeeAsync("My last words here");
        await (await moss.JoinAsNewcomerAsync(group, "Milk Thistle")).PostAndSeeAsync("And mine");
        await Groups.CloseAsync(running, group);

        await fern.Page.ReloadAsync();
        room = await Room.OpenedAsync(fern);
        await Expect(fern.Page.GetByRole(AriaRole.Status).Filter(new() { HasText = "This group has been closed." })).ToBeVisibleAsync();
        await Expect(fern.Page.Locator(".after-note")).ToContainTextAsync("This is the end of the talk.");
        await Expect(room.Composer).ToHaveCountAsync(0);
        await Expect(room.Log.GetByText("Reply", new() { Exact = true })).ToHaveCountAsync(0);
        await Expect(room.Log.GetByText("Respond", new() { Exact = true })).ToHaveCountAsync(0);
        await room.Message("And mine").GetByText("More").ClickAsync();
        await Expect(room.Message("And mine").GetByRole(AriaRole.Button, new() { Name = "Report this message" })).ToBeVisibleAsync();

        await room.Message("My last words here").GetByText("More").ClickAsync();
        await Expect(room.Message("My last words here").GetByRole(AriaRole.Button, new() { Name = "Change it" })).ToHaveCountAsync(0);
        await room.Message("My last words here").GetByRole(AriaRole.Button, new() { Name = "Take it back" }).ClickAsync();
        await Expect(room.Log).ToContainTextAsync("You took this message back.");
    }

    [Fact]
    public async Task What_comes_in_is_not_read_out_while_somebody_looks_at_the_past()
    {
        await using var person = await Person.ArriveAsync(running, chromium);
        var room = await person.JoinAsNewcomerAsync(await Groups.FoundAsync(running, "Past words"), "Betony");
        await room.PostAndSeeAsync("The lantern at the gate");
        await Expect(room.Log).ToHaveAttributeAsync("aria-live", "polite");

        await person.Page.GetByRole(AriaRole.Button, new() { Name = "Search, or go to a day" }).ClickAsync();
        await person.Page.GetByLabel("Words to look for in this group").FillAsync("lantern");
        await person.Page.Locator("ps-room").GetByRole(AriaRole.Button, new() { Name = "Search", Exact = true }).ClickAsync();
        await person.Page.GetByRole(AriaRole.Button, new() { Name = "Show it in the talk" }).ClickAsync();
        await Expect(room.Log).ToHaveAttributeAsync("aria-live", "off");
        await person.Page.GetByRole(AriaRole.Button, new() { Name = "Back to now" }).First.ClickAsync();
        await Expect(room.Log).ToHaveAttributeAsync("aria-live", "polite");
    }
}
