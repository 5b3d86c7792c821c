using System.Text.Json;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Playwright;
using PeerSupport.Platform.Tests;
using static Microsoft.Playwright.Assertions;

namespace PeerSupport.Browser.Tests.Rooms;

/// <summary>What was said long ago is found by its words, shown where it was said, and left again.</summary>
public sealed class SearchTests(RunningPlatform running, Chromium chromium)
{
    [Fact]
    public async Task Words_are_found_in_the_history_and_shown_in_their_place()
    {
        var group = await Groups.FoundAsync(running, "Found words");
        await using var celandine = await Person.ArriveAsync(running, chromium);
        var room = await celandine.JoinAsNewcomerAsync(group, "Celandine");
        await room.PostAndSeeAsync("The lighthouse keeper wrote letters to nobody, and I understood him.");
        // More than a joining brings, so that the place has to be fetched.
        await TalkOnAsync(await room.GroupIdAsync(), "Celandine");
        await celandine.Page.ReloadAsync();
        room = await Room.OpenedAsync(celandine);
        await Expect(room.Message("Line 70 of")).ToBeVisibleAsync();
        await Expect(room.Message("lighthouse")).ToHaveCountAsync(0);

        await celandine.Page.GetByRole(AriaRole.Button, new() { Name = "Search, or go to a day" }).ClickAsync();
        var search = celandine.Page.Locator(".room-search");
        await search.GetByLabel("Words to look for in this group").FillAsync("letter to nobody");
        await search.GetByRole(AriaRole.Button, new() { Name = "Search", Exact = true }).ClickAsync();
        await Expect(search.GetByRole(AriaRole.Status)).ToHaveTextAsync("1 message with these words");
        await Expect(search.Locator("mark").First).ToHaveTextAsync("letters");
        await search.GetByRole(AriaRole.Button, new() { NameRegex = new("Show it in the talk") }).ClickAsync();

        var found = room.Message("lighthouse");
        await Expect(found).ToBeFocusedAsync();
        await Expect(found).ToBeInViewportAsync();
        await Expect(room.Message("Line 1 of")).ToBeVisibleAsync();
        await Expect(room.Message("Line 70 of")).ToHaveCountAsync(0);
        await Expect(celandine.Page.GetByText("You are looking at an earlier part of the talk.")).ToHaveCountAsync(1);

        await celandine.Page.GetByRole(AriaRole.Button, new() { Name = "Back to now" }).First.ClickAsync();
        await Expect(room.Message("Line 70 of")).ToBeInViewportAsync();
        await Expect(room.Message("lighthouse")).ToHaveCountAsync(0);
        Assert.Empty(celandine.Troubles);
    }

    private async Task TalkOnAsync(Guid groupId, string pseudonym)
    {
        using var visitor = await running.SignedInAsync(pseudonym);
        await using var hub = running.Hub(visitor);
        await hub.StartAsync();
        await hub.InvokeAsync<JsonElement>("Join", groupId, null);
        for (var number = 1; number <= 70; number++)
        {
            var answer = await hub.InvokeAsync<JsonElement>("Post", new { groupId, clientId = Guid.NewGuid(), body = $"Line {number} of a long evening." });
            Assert.Equal("ok", answer.GetProperty("code").GetString());
        }
    }
}
