using System.Text.RegularExpressions;
using Microsoft.Playwright;
using PeerSupport.Local;
using PeerSupport.Platform.Tests;
using static Microsoft.Playwright.Assertions;

namespace PeerSupport.Browser.Tests.Rules;

/// <summary>A rule on its way from a moderator's thought into a room, by pages alone.</summary>
public sealed partial class RuleTests(RunningPlatform running, Chromium chromium)
{
    private const string Says = "A word that the group has asked us to look at.";
    private readonly Pictures _pictures = Pictures.FromEnvironment();

    [Fact]
    public async Task A_rule_is_written_tried_agreed_to_by_a_second_moderator_and_meets_the_next_post_in_a_room()
    {
        var word = "grumble" + string.Concat(Guid.NewGuid().ToString("N").Where(char.IsAsciiLetter).Take(8));
        await running.Platform.AccountAsync("Ilse", DemoAccounts.Password, "member,moderator", TestContext.Current.CancellationToken);
        var group = await Groups.FoundAsync(running, "Words we look at");
        await using var wren = await Person.ArriveAsync(running, chromium);
        await using var marek = await Person.ArriveAsync(running, chromium);
        await using var ilse = await Person.ArriveAsync(running, chromium);
        var room = await wren.JoinAsNewcomerAsync(group, "Rowan");
        await room.PostAndSeeAsync($"You are a {word} and nobody minds yet.");

        await marek.SignInAsync(DemoAccounts.Moderator, "/moderate/rules");
        await StartAsync(marek.Page);
        await WriteAsync(marek.Page, word);
        await TryAsync(marek.Page, word);
        await _pictures.TakeAsync(marek, "rules-draft");
        await TryOnMessagesAsync(marek.Page, word);
        await ProposeAsync(marek.Page);
        await ApproveAsync(marek, ilse);

        await PersistAsync(async () =>
        {
            await room.PostAsync($"Still a {word} at {Guid.NewGuid():N}.");
            await Expect(room.Message(word).Last).ToContainTextAsync("A moderator will look at this", new() { Timeout = 5_000 });
        });
        await RollBackAsync(marek.Page);
        Assert.Empty(wren.Troubles.Concat(marek.Troubles).Concat(ilse.Troubles));
    }

    private static async Task PersistAsync(Func<Task> work)
    {
        for (var left = 6; ; left--)
            try
            {
                await work();
                return;
            }
            catch (PlaywrightException) when (left > 0)
            {
                // The node takes the new rules a moment after they are approved; a post before that is judged by the old ones.
            }
    }

    private static async Task StartAsync(IPage page)
    {
        await page.GetByText("Start a draft from this").First.ClickAsync();
        await page.GetByLabel("What is it for?").First.FillAsync("A word that hurts here.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start the draft" }).First.ClickAsync();
        await Expect(page).ToHaveURLAsync(Version());
        await Expect(page.GetByText("every example comes out as it says")).ToBeVisibleAsync();
    }

    private static async Task WriteAsync(IPage page, string word)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Write a new rule" }).ClickAsync();
        await page.GetByLabel("Its name").FillAsync("own.asked-for");
        await page.GetByLabel("What it is about").SelectOptionAsync("harassment");
        await page.GetByLabel("How urgent").SelectOptionAsync("high");
        await page.GetByLabel("What moderators read").FillAsync(Says);
        await page.GetByLabel("Phrases").FillAsync(word);
        await page.GetByLabel("Examples it must find").FillAsync($"you {word}\nsomething else");
        await page.GetByLabel("Examples it must leave alone").FillAsync("a plain sentence");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the rule" }).ClickAsync();
        await Expect(page.Locator(".rule-form .examples")).ToContainTextAsync("not found, and should be");
        await page.GetByLabel("Examples it must find").FillAsync($"you {word}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the rule" }).ClickAsync();
        await Expect(page.Locator(".rule-form .examples")).Not.ToContainTextAsync("should");
        await Expect(page.Locator(".rule-form").GetByText("Saved.")).ToBeVisibleAsync();
    }

    private static async Task TryAsync(IPage page, string word)
    {
        await page.GetByLabel("A sentence that somebody might write").FillAsync($"What a {word.ToUpperInvariant()} you are");
        await page.GetByRole(AriaRole.Button, new() { Name = "Try it", Exact = true }).ClickAsync();
        await Expect(page.Locator(".tried")).ToContainTextAsync("own.asked-for begins at high. It ends at high.");
        await Expect(page.Locator(".tried mark")).ToContainTextAsync(word.ToUpperInvariant());
    }

    private static async Task TryOnMessagesAsync(IPage page, string word)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Start the dry run" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "What the dry run found" })).ToBeVisibleAsync(new() { Timeout = 120_000 });
        await page.GetByText("Newly found").ClickAsync();
        await Expect(page.Locator("ps-rule-version details[open] .said").Filter(new() { HasText = word })).ToHaveCountAsync(1);
    }

    private static async Task ProposeAsync(IPage page)
    {
        // What is not saved would be no part of the proposal, so it is asked about.
        await page.GetByLabel("What moderators read").FillAsync("Not saved.");
        var asked = new List<string>();
        void Stay(object? sender, IDialog dialog)
        {
            asked.Add(dialog.Message);
            _ = dialog.DismissAsync();
        }

        page.Dialog += Stay;
        await page.GetByRole(AriaRole.Button, new() { Name = "Propose these rules" }).ClickAsync();
        page.Dialog -= Stay;
        Assert.Contains("would not be part of what you propose", Assert.Single(asked), StringComparison.Ordinal);
        await Expect(page.GetByLabel("What moderators read")).ToHaveValueAsync("Not saved.");
        await page.GetByLabel("What moderators read").FillAsync(Says);
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the rule" }).ClickAsync();
        await Expect(page.Locator(".rule-form").GetByText("Saved.")).ToBeVisibleAsync();

        await page.GetByLabel("What it changes, and why").FillAsync("The group asked for it.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Propose these rules" }).ClickAsync();
        await Expect(page.GetByText("You have a part in these rules")).ToBeVisibleAsync();
    }

    private static async Task ApproveAsync(Person marek, Person ilse)
    {
        await ilse.SignInAsync("Ilse", new Uri(marek.Page.Url).AbsolutePath);
        await Expect(ilse.Page.GetByRole(AriaRole.Heading, new() { Name = "New: own.asked-for" })).ToBeVisibleAsync();
        await ilse.Page.GetByRole(AriaRole.Button, new() { Name = "Approve, and put them into force" }).ClickAsync();
        await Expect(ilse.Page.GetByText("These rules are in force now.")).ToBeVisibleAsync();
    }

    private static async Task RollBackAsync(IPage page)
    {
        await page.GotoAsync("/moderate/rules");
        await page.GetByText("Go back to this version").First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Yes, go back" }).First.ClickAsync();
        await Expect(page.GetByText("This version is in force again.")).ToBeVisibleAsync();
    }

    [GeneratedRegex(@"/moderate/rules/\d+$")]
    private static partial Regex Version();
}
