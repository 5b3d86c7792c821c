using Microsoft.Playwright;
using PeerSupport.Local;
using PeerSupport.Platform.Tests;
using PeerSupport.TestKit;
using static Microsoft.Playwright.Assertions;

namespace PeerSupport.Browser.Tests;

/// <summary>The main job, end to end, with two members and a moderator who each have a browser of their own.</summary>
public sealed class MainJobTests(RunningPlatform running, Chromium chromium)
{
    private const string Hurtful = "You ask and ask and you never listen. Everyone here would be better off without you.";
    private const string Misread = "If you really loved me you would send me one message before midnight. I wrote that, and then I deleted it.";
    private const string Crisis = "I read all of it and I still want to end my life. I am so tired of being the one who waits.";
    private const string Reason = "Rook, I took this out because it tells somebody that people would be better off without them. You sound worn out, and that is welcome here: please say it about yourself.";

    private readonly Pictures _pictures = Pictures.FromEnvironment();

    [Fact]
    public async Task A_visitor_reads_joins_and_talks_and_what_hurts_is_judged_before_anybody_else_sees_it()
    {
        const string name = "Evenings without an answer";
        var group = await Groups.FoundAsync(running, name, "For the hours between sending a message and reading the reply. We write about waiting, and about what helps meanwhile.");
        await using var wren = await Person.ArriveAsync(running, chromium);
        await using var rook = await Person.ArriveAsync(running, chromium);
        await using var marek = await Person.ArriveAsync(running, chromium);

        await ReadAsync(wren);
        var hers = await wren.JoinAsNewcomerAsync(group, "Wren");
        var his = await rook.JoinAsNewcomerAsync(group, "Rook");
        await marek.SignInAsync(DemoAccounts.Moderator);
        var console = new ModeratorConsole(marek);
        await console.OpenAsync();

        await TalkAsync(hers, his);
        await HoldAsync(rook, hers, his);
        await RemoveAsync(marek, console, name);
        await Expect(his.Message(Hurtful)).ToContainTextAsync(Reason);
        await Expect(hers.Log).Not.ToContainTextAsync("better off without you");

        await KeepAsync(console, name, his);
        await Expect(hers.Message(Misread)).ToBeVisibleAsync();
        await Expect(his.Message(Misread)).Not.ToContainTextAsync("A moderator will look at this");
        await _pictures.TakeAsync(wren, "room");

        await HelpAsync(wren, hers, his);
        await CutOffAsync(wren, hers, his);
        await ReloadAsync(wren);
        await SignOutEverywhereAsync(wren);

        Assert.Empty(wren.Troubles.Concat(rook.Troubles).Concat(marek.Troubles));
    }

    private async Task ReadAsync(Person wren)
    {
        await wren.GoAsync("/");
        await _pictures.TakeAsync(wren, "home");
        await wren.Page.GetByRole(AriaRole.Link, new() { Name = "Start reading" }).ClickAsync();
        await wren.Page.GetByRole(AriaRole.Link, new() { Name = "All articles, A to Z" }).ClickAsync();
        await wren.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "Anxious-preoccupied attachment", Exact = true }).First.ClickAsync();
        await Expect(wren.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Anxious-preoccupied attachment");
        await _pictures.TakeAsync(wren, "article");
    }

    private static async Task TalkAsync(Room hers, Room his)
    {
        await his.PostAndSeeAsync("I put the phone in the kitchen drawer for an hour and made soup. It is not a cure, but soup needs both hands.");
        await hers.PostAndSeeAsync("Hello, I am new. I read the article on the train and had to get off a stop early. It is three hours since I wrote to him, and I have looked eleven times.");
        await his.ReplyAsync("eleven times", "Eleven sounds familiar. Welcome. What do your hands do while the phone is in another room?");
        await hers.ReplyAsync("Eleven sounds familiar", "They tidy. I have now sorted the cutlery twice.");
        await his.RespondAsync("sorted the cutlery", "With you");
        await Expect(hers.Message("sorted the cutlery")).ToContainTextAsync("Somebody is with you.");
    }

    private async Task HoldAsync(Person rook, Room hers, Room his)
    {
        await his.PostAsync(Hurtful);
        await Expect(his.Message(Hurtful)).ToContainTextAsync("A moderator will look at this before the others see it.");
        await Expect(his.Message(Hurtful)).ToContainTextAsync("you will know");
        await _pictures.TakeAsync(rook, "held");
        await Expect(hers.Message("sorted the cutlery")).ToBeVisibleAsync();
        await Expect(hers.Log).Not.ToContainTextAsync("better off without you");
    }

    private async Task RemoveAsync(Person marek, ModeratorConsole console, string group)
    {
        await Expect(console.CasesOf(group)).ToHaveCountAsync(1);
        await _pictures.TakeAsync(marek, "queue");
        await console.TakeAsync(group);
        await Expect(marek.Page.Locator(".context .in-question")).ToContainTextAsync("better off without you");
        await Expect(marek.Page.Locator(".context")).ToContainTextAsync("sorted the cutlery");
        await console.ChooseAsync("remove", Reason);
        await _pictures.TakeAsync(marek, "decision");
        await console.DecideAsync();
    }

    private static async Task KeepAsync(ModeratorConsole console, string group, Room his)
    {
        await console.OpenAsync();
        await his.PostAsync(Misread);
        await Expect(his.Message(Misread)).ToContainTextAsync("A moderator will look at this before the others see it.");
        await Expect(console.CasesOf(group)).ToHaveCountAsync(1);
        await console.TakeAsync(group);
        await console.ChooseAsync("keep", "");
        await console.DecideAsync();
    }

    private async Task HelpAsync(Person wren, Room hers, Room his)
    {
        await hers.PostAsync(Crisis);
        await Expect(hers.Support).ToContainTextAsync("116 123");
        await Expect(hers.Support).ToBeFocusedAsync();
        await Expect(his.Message("I still want to end my life")).ToBeVisibleAsync();
        await Expect(his.Support).ToHaveCountAsync(0);
        await _pictures.TakeAsync(wren, "support");
        await hers.Support.GetByRole(AriaRole.Button, new() { Name = "Close this box" }).ClickAsync();
    }

    private static async Task CutOffAsync(Person wren, Room hers, Room his)
    {
        await wren.OfflineAsync(true);
        await hers.PostAsync("I went outside for a moment. It rained on me and that was all right.");
        await Expect(hers.Message("It rained on me")).ToContainTextAsync("Kept on this device");
        await his.PostAndSeeAsync("I am still here. Take your time.");
        await his.PostAndSeeAsync("The soup is still warm, too.");
        await Expect(hers.Log).Not.ToContainTextAsync("Take your time");
        await wren.OfflineAsync(false);
        await Expect(hers.Message("The soup is still warm")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Expect(hers.Message("Take your time")).ToHaveCountAsync(1);
        await Expect(his.Message("It rained on me")).ToHaveCountAsync(1);
        wren.Settled();
    }

    private static async Task ReloadAsync(Person wren)
    {
        await wren.Page.ReloadAsync();
        var room = await Room.OpenedAsync(wren);
        foreach (var said in (string[])["soup needs both hands", "Eleven sounds familiar", "and then I deleted it", "It rained on me", "Take your time"])
            await Expect(room.Message(said).Last).ToBeVisibleAsync();
        await Expect(room.Log).Not.ToContainTextAsync("better off without you");
    }

    private async Task SignOutEverywhereAsync(Person wren)
    {
        await wren.GoAsync("/me");
        await using var phone = await Person.ArriveAsync(running, chromium, 390);
        await phone.SignInAsync("Wren");
        await wren.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out everywhere" }).ClickAsync();
        await Expect(wren.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in" })).ToBeVisibleAsync();
        await Eventually.TrueAsync(
            async () =>
            {
                await phone.GoAsync("/me");
                return await phone.Page.GetByLabel("Your password").CountAsync() > 0;
            },
            "the other browser stayed signed in");
    }
}
