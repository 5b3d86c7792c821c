using Microsoft.Playwright;
using PeerSupport.Local;
using PeerSupport.Platform.Tests;
using PeerSupport.TestKit;
using static Microsoft.Playwright.Assertions;

namespace PeerSupport.Browser.Tests.Rooms;

/// <summary>A group that nobody holds, and somebody who asks to come in: the team hears of it and answers.</summary>
public sealed class UnheldGroupTests(RunningPlatform running, Chromium chromium)
{
    [Fact]
    public async Task Whoever_asks_to_join_a_group_that_nobody_holds_is_answered_by_a_moderator_who_was_told()
    {
        var name = $"Nobody holds {Guid.NewGuid().ToString("N")[..6]}";
        var group = await Groups.FoundAsync(running, name, admission: "request");
        await using var member = await Person.ArriveAsync(running, chromium);
        await using var moderator = await Person.ArriveAsync(running, chromium);
        await member.SignInAsync(DemoAccounts.Members[2]);
        await member.GoAsync("/groups/" + group);
        await member.Page.GetByLabel("I have read the charter").CheckAsync();
        await member.Page.GetByRole(AriaRole.Button, new() { Name = "Ask to join" }).ClickAsync();
        await Expect(member.Page.GetByText("Your request has arrived.")).ToBeVisibleAsync();

        await moderator.SignInAsync(DemoAccounts.Moderator);
        await Eventually.TrueAsync(async () =>
        {
            await moderator.GoAsync("/me/inbox");
            return await moderator.Page.GetByText($"Somebody would like to join {name}. Nobody holds this group yet").CountAsync() == 1;
        }, "the moderator was not told", TimeSpan.FromSeconds(30));
        await moderator.GoAsync("/moderate");
        await Expect(moderator.Page.Locator("section", new() { HasText = "Groups that nobody holds" }).Locator("li").Filter(new() { HasText = name })).ToContainTextAsync("1 person would like to join.");
        await moderator.Page.GetByRole(AriaRole.Link, new() { Name = name }).ClickAsync();
        await moderator.Page.GetByRole(AriaRole.Button, new() { Name = $"Let {DemoAccounts.Members[2]} in" }).ClickAsync();
        await Expect(moderator.Page.GetByText("Answered.")).ToBeVisibleAsync();
        await moderator.GoAsync("/moderate");
        await Expect(moderator.Page.GetByRole(AriaRole.Link, new() { Name = name })).ToHaveCountAsync(0);
    }
}
