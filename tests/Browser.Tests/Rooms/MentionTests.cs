using Microsoft.Playwright;
using PeerSupport.Platform.Tests;
using PeerSupport.TestKit;
using static Microsoft.Playwright.Assertions;

namespace PeerSupport.Browser.Tests.Rooms;

/// <summary>Who is named is told so in the room and in the inbox.</summary>
public sealed class MentionTests(RunningPlatform running, Chromium chromium)
{
    [Fact]
    public async Task A_name_is_completed_and_whoever_bears_it_finds_the_message_through_the_inbox()
    {
        var group = await Groups.FoundAsync(running, "Named words");
        await using var sorrel = await Person.ArriveAsync(running, chromium);
        await using var teasel = await Person.ArriveAsync(running, chromium);
        var hers = await sorrel.JoinAsNewcomerAsync(group, "Marsh Sorrel");
        await hers.PostAndSeeAsync("I read every evening and hardly ever write.");
        await sorrel.GoAsync("/me");
        var his = await teasel.JoinAsNewcomerAsync(group, "Wild Teasel");
        await Expect(his.Message("hardly ever write")).ToBeVisibleAsync();

        await his.Composer.PressSequentiallyAsync("Good evening @mar");
        await Expect(teasel.Page.GetByText("One name fits. Tab reaches it.")).ToBeVisibleAsync();
        await teasel.Page.Keyboard.PressAsync("Tab");
        await Expect(teasel.Page.GetByRole(AriaRole.Button, new() { Name = "@Marsh Sorrel" })).ToBeFocusedAsync();
        await teasel.Page.Keyboard.PressAsync("Enter");
        await Expect(his.Composer).ToBeFocusedAsync();
        await Expect(his.Composer).ToHaveValueAsync("Good evening @Marsh Sorrel ");
        await teasel.Page.Keyboard.TypeAsync("I am glad that you read.");
        await teasel.Page.Keyboard.PressAsync("Control+Enter");
        await Expect(his.Message("glad that you read")).ToContainTextAsync("Posted.");

        var notice = sorrel.Page.GetByRole(AriaRole.Link, new() { Name = "Somebody wrote to you by name" });
        await Eventually.TrueAsync(
            async () =>
            {
                await sorrel.GoAsync("/me/inbox");
                return await notice.CountAsync() == 1;
            },
            "the notice did not come", TimeSpan.FromSeconds(60));
        // Others may look at the screen: neither who it was nor what they wrote.
        await Expect(sorrel.Page.GetByRole(AriaRole.Main)).Not.ToContainTextAsync("Teasel");
        await Expect(sorrel.Page.GetByRole(AriaRole.Main)).Not.ToContainTextAsync("glad that you read");
        await notice.ClickAsync();
        hers = await Room.OpenedAsync(sorrel);
        await Expect(hers.Message("glad that you read")).ToBeFocusedAsync();
        await Expect(hers.Message("glad that you read")).ToContainTextAsync("mentions you");
        await Expect(his.Message("glad that you read")).Not.ToContainTextAsync("mentions you");
        Assert.Empty(sorrel.Troubles.Concat(teasel.Troubles));
    }
}
