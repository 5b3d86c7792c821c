using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace PeerSupport.Browser.Tests;

/// <summary>The moderators' console, open on the queue.</summary>
internal sealed class ModeratorConsole(Person moderator)
{
    private IPage Page => moderator.Page;

    /// <summary>Everything on the queue about a group, whether it is up next or further behind.</summary>
    public ILocator CasesOf(string group) => Page.Locator("ps-queue :is(.next-case, .case-row)").Filter(new() { HasText = group });

    public async Task OpenAsync()
    {
        await moderator.GoAsync("/moderate");
        await Expect(Page.Locator("ps-queue").GetByText("Keys", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(Page.GetByText("Opening the queue")).ToHaveCountAsync(0);
    }

    /// <summary>Takes the one case of a group; the queue offers the most urgent case by a button, the others by a link.</summary>
    public async Task TakeAsync(string group)
    {
        var one = CasesOf(group).First;
        if (await one.GetByRole(AriaRole.Link).CountAsync() > 0)
        {
            await one.GetByRole(AriaRole.Link).First.ClickAsync();
            await Page.GetByRole(AriaRole.Button, new() { Name = "Take this case" }).ClickAsync();
        }
        else
            await one.GetByRole(AriaRole.Button, new() { Name = "Take this case" }).ClickAsync();
        await Expect(Page.GetByText("Yours until")).ToBeVisibleAsync();
    }

    /// <summary>Chooses and writes, without deciding yet.</summary>
    public async Task ChooseAsync(string outcome, string reason)
    {
        await Page.Locator($"[name=decision][value={outcome}]").CheckAsync();
        await Page.Locator("#reason").FillAsync(reason);
    }

    public async Task DecideAsync()
    {
        await Page.GetByRole(AriaRole.Button, new() { Name = "Decide" }).ClickAsync();
        await Expect(Page.Locator("[data-finished]")).ToBeVisibleAsync();
    }
}
