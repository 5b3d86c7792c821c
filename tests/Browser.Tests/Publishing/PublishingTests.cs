using Microsoft.Playwright;
using PeerSupport.Local;
using PeerSupport.Platform.Tests;
using PeerSupport.TestKit;
using static Microsoft.Playwright.Assertions;

namespace PeerSupport.Browser.Tests.Publishing;

/// <summary>An admin writes in Markdown, sees the page beside it, and publishes.</summary>
public sealed class PublishingTests(RunningPlatform running, Chromium chromium)
{
    [Fact]
    public async Task What_an_admin_publishes_is_read_indexed_and_found()
    {
        await using var odile = await Person.ArriveAsync(running, chromium);
        await odile.SignInAsync(DemoAccounts.Admin, "/admin/articles/new");
        await FillAsync(odile.Page, "Quiet repair", "quiet-repair", "## How it begins\n\nSomebody says **one true sentence**, and stays in the room.");
        var preview = odile.Page.Locator("ps-editor section");
        await Expect(preview.GetByRole(AriaRole.Heading, new() { Name = "How it begins" })).ToBeVisibleAsync();
        await Expect(preview.Locator("strong")).ToHaveTextAsync("one true sentence");

        await odile.Page.GetByRole(AriaRole.Button, new() { Name = "Save and publish" }).ClickAsync();
        await Expect(odile.Page.GetByText("Published. Readers get this revision now.")).ToBeVisibleAsync();

        await using var reader = await Person.ArriveAsync(running, chromium, script: false);
        await reader.GoAsync("/learn/quiet-repair");
        await Expect(reader.Page.Locator("main strong")).ToHaveTextAsync("one true sentence");
        await FoundAsync(reader, "/learn/search?q=quiet+repair");
        // The index is kept for half a minute, so that a rush of readers costs nothing.
        await FoundAsync(reader, "/learn/a-z");
        Assert.Empty(odile.Troubles);
    }

    [Fact]
    public async Task A_draft_that_is_refused_comes_back_with_every_word()
    {
        await using var odile = await Person.ArriveAsync(running, chromium, script: false);
        await odile.SignInAsync(DemoAccounts.Admin, "/admin/articles/new");
        await FillAsync(odile.Page, "Not finished", "Not An Address", "Some words that took an hour.");
        await odile.Page.GetByRole(AriaRole.Button, new() { Name = "Save the draft" }).ClickAsync();
        await Expect(odile.Page.Locator(".error-summary")).ToBeVisibleAsync();
        await Expect(odile.Page.Locator("#body")).ToHaveValueAsync("Some words that took an hour.");
        await Expect(odile.Page.Locator("#title")).ToHaveValueAsync("Not finished");
    }

    private static async Task FillAsync(IPage page, string title, string slug, string body)
    {
        await page.Locator("#title").FillAsync(title);
        await page.Locator("#slug").FillAsync(slug);
        await page.Locator("#topic").FillAsync("Attachment styles");
        await page.Locator("#definition").FillAsync("Coming back to each other after a quarrel, without a speech.");
        await page.Locator("#author").FillAsync("Odile");
        await page.Locator("#body").FillAsync(body);
    }

    private static Task FoundAsync(Person reader, string path) => Eventually.TrueAsync(
        async () =>
        {
            await reader.GoAsync(path);
            return await reader.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "Quiet repair" }).CountAsync() > 0;
        },
        "the article is not on " + path,
        TimeSpan.FromSeconds(60));
}
