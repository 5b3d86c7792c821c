using System.Text.RegularExpressions;
using Microsoft.Playwright;
using PeerSupport.Local;
using PeerSupport.Platform.Tests;
using static Microsoft.Playwright.Assertions;

namespace PeerSupport.Browser.Tests.Reading;

/// <summary>A group by request, from its making to the first member, all of it without script.</summary>
public sealed class GroupsTests(RunningPlatform running, Chromium chromium)
{
    [Fact]
    public async Task An_admin_makes_a_group_and_lets_in_whoever_asks_without_script()
    {
        var slug = $"asked-{Guid.NewGuid():N}"[..20];
        await using var admin = await Person.ArriveAsync(running, chromium, script: false);
        await admin.SignInAsync(DemoAccounts.Admin);
        await admin.GoAsync("/admin/groups/new");
        await admin.Page.GetByLabel("Name", new() { Exact = true }).FillAsync("Long evenings");
        await admin.Page.GetByLabel("Address under /groups/").FillAsync(slug);
        await admin.Page.GetByLabel("Whom it is for").FillAsync("For those whose evenings are long.");
        await admin.Page.GetByLabel("Charter").FillAsync("Be kind.");
        await admin.Page.GetByLabel("How", new() { Exact = true }).SelectOptionAsync("request");
        await admin.Page.GetByLabel("A question for whoever asks").FillAsync("What brings you here?");
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Make the group" }).ClickAsync();
        await Expect(admin.Page).ToHaveURLAsync(new Regex($"/admin/groups/{slug}"));

        await using var member = await Person.ArriveAsync(running, chromium, script: false);
        await member.SignInAsync(DemoAccounts.Members[1]);
        await member.GoAsync("/groups?q=long+evenigns");
        await Expect(member.Page.GetByRole(AriaRole.Link, new() { Name = "Long evenings" }).First).ToBeVisibleAsync();
        await member.GoAsync("/groups/" + slug);
        // What is missing is said before and after, and what is there stays.
        await Expect(member.Page.GetByText("need your answer to it before they let you in")).ToBeVisibleAsync();
        await member.Page.GetByLabel("I have read the charter").CheckAsync();
        await member.Page.GetByRole(AriaRole.Button, new() { Name = "Ask to join" }).ClickAsync();
        await Expect(member.Page.Locator("#answer-change")).ToContainTextAsync("your answer is missing");
        await Expect(member.Page.GetByLabel("I have read the charter")).ToBeCheckedAsync();
        await member.Page.GetByLabel("What brings you here?").FillAsync("I wait a lot.");
        await member.Page.GetByLabel("I have read the charter").UncheckAsync();
        await member.Page.GetByRole(AriaRole.Button, new() { Name = "Ask to join" }).ClickAsync();
        await Expect(member.Page.Locator("#agree-change")).ToBeVisibleAsync();
        await Expect(member.Page.GetByLabel("What brings you here?")).ToHaveValueAsync("I wait a lot.");
        await member.Page.GetByLabel("I have read the charter").CheckAsync();
        await member.Page.GetByRole(AriaRole.Button, new() { Name = "Ask to join" }).ClickAsync();
        await Expect(member.Page.GetByText("Your request has arrived.")).ToBeVisibleAsync();

        await admin.GoAsync($"/groups/{slug}/people");
        await Expect(admin.Page.GetByText("I wait a lot.")).ToBeVisibleAsync();
        await admin.Page.GetByLabel("Good for how many days").FillAsync("400");
        await admin.Page.GetByLabel("For how many people").FillAsync("7");
        await admin.Page.Locator("form[action$=invitations]").EvaluateAsync("form => form.submit()");
        await Expect(admin.Page.Locator("#days-change")).ToBeVisibleAsync();
        await Expect(admin.Page.GetByLabel("Good for how many days")).ToHaveValueAsync("400");
        await Expect(admin.Page.GetByLabel("For how many people")).ToHaveValueAsync("7");
        await admin.Page.GetByLabel("Make somebody a facilitator").FillAsync("Nobody of this name");
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Make a facilitator" }).ClickAsync();
        await Expect(admin.Page.Locator("#pseudonym-change")).ToBeVisibleAsync();
        await Expect(admin.Page.GetByLabel("Make somebody a facilitator")).ToHaveValueAsync("Nobody of this name");
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = $"Let {DemoAccounts.Members[1]} in" }).ClickAsync();
        await Expect(admin.Page.GetByText("Nobody is waiting for an answer.")).ToBeVisibleAsync();
        await member.GoAsync("/groups/" + slug);
        await Expect(member.Page.GetByRole(AriaRole.Link, new() { Name = "Go into the room" })).ToBeVisibleAsync();
    }
}
