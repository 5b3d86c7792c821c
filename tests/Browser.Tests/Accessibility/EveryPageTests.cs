using Deque.AxeCore.Commons;
using Microsoft.Playwright;
using PeerSupport.Local;
using PeerSupport.Platform.Tests;
using static Microsoft.Playwright.Assertions;

namespace PeerSupport.Browser.Tests.Accessibility;

/// <summary>Every page as the role that sees it, light and dark, on a small phone and on a desk: axe-core finds nothing and nothing has to be scrolled sideways.</summary>
public sealed class EveryPageTests(RunningPlatform running, Chromium chromium)
{
    private static readonly string[] ForVisitors =
    [
        "/", "/learn", "/learn/a-z", "/learn/topics/attachment", "/learn/search", "/learn/search?q=anxious", "/learn/search?q=kill+myself",
        "/learn/search?q=nothingtofind", "/learn/anxious-preoccupied-attachment", "/learn/manosphere", "/learn/no-such-article",
        "/modules", "/modules/steadier-when-it-is-quiet", "/groups", "/groups?q=waitng&language=en", "/groups?q=nothingtofind", "/groups/waiting-without-falling", "/groups/waiting-without-falling?done=waiting&help=now", "/help-now", "/guidelines", "/privacy",
        "/accessibility", "/account/register", "/account/sign-in", "/account/signed-out",
    ];

    private static readonly string[] ForMembers = ["/me", "/me/inbox", "/account", "/groups/waiting-without-falling", "/groups/letting-go-slowly/room", "/groups/propose"];

    private static readonly string[] ForModerators = ["/moderate", "/moderate/rules", "/moderate/rules/1", "/moderate/model"];

    private static readonly string[] ForAdmins = ["/admin/articles", "/admin/articles/new", "/admin/groups", "/admin/groups/new", "/admin/groups/letting-go-slowly", "/groups/letting-go-slowly/people"];

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    private const string Look = """
        async onlyColours => {
          const options = { preload: false, resultTypes: ["violations"], ...(onlyColours ? { runOnly: ["color-contrast"] } : {}) };
          const { violations } = await axe.run(document, options);
          return violations.flatMap(rule => rule.nodes.map(node => `${rule.id} at ${node.target}`));
        }
        """;

    private static readonly (int Width, ColorScheme Scheme)[] Views =
    [
        (1280, ColorScheme.Light), (1280, ColorScheme.Dark), (320, ColorScheme.Light), (320, ColorScheme.Dark),
    ];

    [Fact]
    public async Task Pages_for_everybody()
    {
        await using var visitor = await Person.ArriveAsync(running, chromium);
        await LookAsync(visitor, ForVisitors);
    }

    [Fact]
    public async Task The_lessons_of_a_module()
    {
        await using var visitor = await Person.ArriveAsync(running, chromium);
        await visitor.GoAsync("/modules/steadier-when-it-is-quiet");
        var lessons = await visitor.Page.Locator("main ol a").EvaluateAllAsync<string[]>("links => links.map(link => link.getAttribute('href'))");
        Assert.NotEmpty(lessons);
        await LookAsync(visitor, lessons);
    }

    [Fact]
    public async Task Pages_for_members()
    {
        await using var member = await Person.ArriveAsync(running, chromium);
        await member.SignInAsync(DemoAccounts.Members[0]);
        await LookAsync(member, ForMembers);
    }

    [Fact]
    public async Task Pages_for_moderators()
    {
        await using var moderator = await Person.ArriveAsync(running, chromium);
        await moderator.SignInAsync(DemoAccounts.Moderator);
        await LookAsync(moderator, ForModerators);
    }

    [Fact]
    public async Task Pages_for_admins()
    {
        await using var admin = await Person.ArriveAsync(running, chromium);
        await admin.SignInAsync(DemoAccounts.Admin);
        await LookAsync(admin, ForAdmins);
        await admin.GoAsync("/admin/articles");
        await admin.Page.GetByRole(AriaRole.Link, new() { Name = "Anxious-preoccupied attachment" }).ClickAsync();
        await Expect(admin.Page.Locator("ps-editor section h3").First).ToBeVisibleAsync();
        await admin.Page.Locator("main details > summary").First.ClickAsync();
        Assert.Empty(await FindingsAsync(admin.Page));
    }

    [Fact]
    public async Task A_form_with_things_to_change()
    {
        await using var visitor = await Person.ArriveAsync(running, chromium);
        await visitor.GoAsync("/account/register");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Make the account" }).ClickAsync();
        await Expect(visitor.Page.Locator(".error-summary")).ToBeVisibleAsync();
        Assert.Empty(await FindingsAsync(visitor.Page));
    }

    /// <summary>A room in full use, the queue, and a case: everything that members and moderators see while a message is held.</summary>
    [Fact]
    public async Task The_room_and_the_console()
    {
        const string name = "Looked at closely";
        var group = await Groups.FoundAsync(running, name);
        await using var member = await Person.ArriveAsync(running, chromium);
        await using var moderator = await Person.ArriveAsync(running, chromium);
        var room = await member.JoinAsNewcomerAsync(group, "Alder");
        await room.PostAndSeeAsync("A quiet evening with a very long word in it: " + new string('o', 80));
        await room.ReplyAsync("A quiet evening", "And an answer to it.");
        await room.PostAsync("I want to end my life, and I do not know who to tell.");
        await Expect(room.Support).ToBeVisibleAsync();
        await room.PostAsync("Everyone here would be better off without you.");
        await Expect(room.Message("better off without you")).ToContainTextAsync("A moderator will look at this");
        await room.Message("And an answer").GetByText("More").ClickAsync();
        await member.Page.GetByRole(AriaRole.Button, new() { Name = "Ask a moderator" }).First.ClickAsync();
        Assert.Empty(await FindingsAsync(member.Page));

        await moderator.SignInAsync(DemoAccounts.Moderator);
        var console = new ModeratorConsole(moderator);
        await console.OpenAsync();
        await Expect(console.CasesOf(name)).ToHaveCountAsync(2);
        Assert.Empty(await FindingsAsync(moderator.Page));
        for (var left = 2; left > 0; left--)
        {
            await console.OpenAsync();
            await Expect(console.CasesOf(name)).ToHaveCountAsync(left);
            await console.TakeAsync(name);
            await console.ChooseAsync("keep", "");
            await moderator.Page.Locator("[name=opinion][value=wrong_label]").CheckAsync();
            await moderator.Page.Locator("[name=right-label][value=crisis_other]").CheckAsync();
            await moderator.Page.Locator("[name=right-level][value=high]").CheckAsync();
            Assert.Empty(await FindingsAsync(moderator.Page));
            await console.DecideAsync();
            Assert.Empty(await FindingsAsync(moderator.Page));
        }
    }

    /// <summary>A wish to join that an answer is missing of, a room that is closed, and rules that are written.</summary>
    [Fact]
    public async Task What_is_missing_closed_and_unsaved()
    {
        var asking = await Groups.FoundAsync(running, "Asked closely", admission: "request", question: "What brings you here?");
        var closing = await Groups.FoundAsync(running, "Closed closely");
        await using var member = await Person.ArriveAsync(running, chromium);
        var room = await member.JoinAsNewcomerAsync(closing, "Water Mint");
        await room.PostAndSeeAsync("What I said before it closed");
        await Groups.CloseAsync(running, closing);
        await member.Page.ReloadAsync();
        await Room.OpenedAsync(member);
        Assert.Empty(await FindingsAsync(member.Page));
        await member.GoAsync("/groups/" + asking);
        await member.Page.GetByRole(AriaRole.Button, new() { Name = "Ask to join" }).ClickAsync();
        await Expect(member.Page.Locator(".error-summary p")).ToHaveCountAsync(2);
        Assert.Empty(await FindingsAsync(member.Page));
        await member.Page.GetByLabel("What brings you here?").FillAsync("I wait a lot.");
        await member.Page.GetByLabel("I have read the charter").CheckAsync();
        await member.Page.GetByRole(AriaRole.Button, new() { Name = "Ask to join" }).ClickAsync();
        await Expect(member.Page.GetByText("Your request has arrived.")).ToBeVisibleAsync();

        await using var moderator = await Person.ArriveAsync(running, chromium);
        await moderator.SignInAsync(DemoAccounts.Moderator, "/moderate");
        await Expect(moderator.Page.GetByRole(AriaRole.Heading, new() { Name = "Groups that nobody holds" })).ToBeVisibleAsync();
        await Expect(moderator.Page.GetByText("Opening the queue")).ToHaveCountAsync(0);
        Assert.Empty(await FindingsAsync(moderator.Page));
    }

    [Fact]
    public async Task A_page_with_mistakes_is_not_passed()
    {
        await using var visitor = await Person.ArriveAsync(running, chromium);
        await visitor.Page.SetContentAsync("<title>Mistakes</title><main><p style='color:#ccc;width:900px'>Pale and wide</p><img src='data:,'></main>");
        var findings = await FindingsAsync(visitor.Page);
        Assert.Contains(findings, finding => finding.StartsWith("image-alt", StringComparison.Ordinal));
        Assert.Contains(findings, finding => finding.StartsWith("color-contrast", StringComparison.Ordinal));
        Assert.Contains(findings, finding => finding.EndsWith("px too wide at 320 px", StringComparison.Ordinal));
    }

    private static async Task LookAsync(Person person, IEnumerable<string> paths)
    {
        var findings = new List<string>();
        foreach (var path in paths)
        {
            await person.GoAsync(path);
            await Expect(person.Page.Locator("[aria-busy=true]")).ToHaveCountAsync(0);
            findings.AddRange((await FindingsAsync(person.Page)).Select(finding => $"{path}: {finding}"));
        }

        Assert.Empty(findings);
    }

    /// <summary>Looks at the page that is open in every view. Between light and dark only the colours change, so only they are looked at twice.</summary>
    private static async Task<List<string>> FindingsAsync(IPage page)
    {
        var findings = new List<string>();
        await page.EvaluateAsync(Axe);
        foreach (var (width, scheme) in Views)
        {
            await page.SetViewportSizeAsync(width, 900);
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            var found = await page.EvaluateAsync<string[]>(Look, scheme == ColorScheme.Dark);
            findings.AddRange(found.Select(one => $"{one}, {width} px, {scheme}"));
            if (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth") is > 0 and var over)
                findings.Add($"{over} px too wide at {width} px");
        }

        await page.SetViewportSizeAsync(1280, 900);
        return findings;
    }
}
