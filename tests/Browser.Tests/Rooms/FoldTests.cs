using PeerSupport.Platform.Tests;
using static Microsoft.Playwright.Assertions;

namespace PeerSupport.Browser.Tests.Rooms;

/// <summary>What a member chooses to see of somebody folds here, and changes nothing for that person.</summary>
public sealed class FoldTests(RunningPlatform running, Chromium chromium)
{
    private const string Earlier = "I told him that waiting is a choice, and he laughed.";
    private const string Later = "Waiting is still a choice, whatever anybody says.";

    [Fact]
    public async Task What_somebody_who_is_muted_or_blocked_writes_is_folded_until_it_is_opened_or_undone()
    {
        var group = await Groups.FoundAsync(running, "Folded words");
        await using var yarrow = await Person.ArriveAsync(running, chromium);
        await using var dock = await Person.ArriveAsync(running, chromium);
        var hers = await yarrow.JoinAsNewcomerAsync(group, "Yarrow");
        var his = await dock.JoinAsNewcomerAsync(group, "Dock");
        await hers.PostAndSeeAsync("I have come to read along for a while.");
        await his.PostAndSeeAsync(Earlier);

        await hers.SeeOfAsync(Earlier, "Fold their messages");
        var earlier = hers.Message(Earlier);
        await Expect(earlier.GetByText("You have muted Dock. Show this message.")).ToBeVisibleAsync();
        await Expect(earlier.GetByText(Earlier)).ToBeHiddenAsync();
        await his.PostAndSeeAsync(Later);
        var later = hers.Message(Later);
        await Expect(later.GetByText("You have muted Dock. Show this message.")).ToBeVisibleAsync();
        await Expect(later.GetByText(Later)).ToBeHiddenAsync();
        await later.GetByText("You have muted Dock. Show this message.").ClickAsync();
        await Expect(later.GetByText(Later)).ToBeVisibleAsync();

        await hers.SeeOfAsync(Earlier, "The same, and without their name");
        await Expect(earlier.GetByText("Somebody whom you have blocked wrote this. Show it.")).ToBeVisibleAsync();
        await Expect(hers.Log).Not.ToContainTextAsync("Dock");
        // His reaction does not arrive, and nothing tells him so.
        await his.RespondAsync("read along", "With you");

        // It is the member's choice, so it is there on the next visit too.
        await yarrow.Page.ReloadAsync();
        hers = await Room.OpenedAsync(yarrow);
        await Expect(hers.Message(Later).GetByText(Later)).ToBeHiddenAsync();
        await Expect(hers.Log).Not.ToContainTextAsync("Dock");
        await Expect(hers.Log).Not.ToContainTextAsync("Somebody is with you.");

        await hers.SeeOfAsync(Later, "Show me everything, as before");
        await Expect(hers.Message(Later).GetByText(Later)).ToBeVisibleAsync();
        await Expect(hers.Message("read along")).ToContainTextAsync("Somebody is with you.");
        await Expect(his.Log).Not.ToContainTextAsync("muted");
        Assert.Empty(yarrow.Troubles.Concat(dock.Troubles));
    }
}
