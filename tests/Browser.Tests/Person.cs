using System.Collections.Concurrent;
using Microsoft.Playwright;
using PeerSupport.Local;
using PeerSupport.Platform.Tests;
using static Microsoft.Playwright.Assertions;

namespace PeerSupport.Browser.Tests;

/// <summary>Somebody in front of a browser of their own. Notes what went wrong in it and what it asked of other sites.</summary>
internal sealed class Person : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _troubles = [];
    private readonly string _origin;
    private bool _offline;

    private Person(IBrowserContext context, IPage page, string origin)
    {
        (Context, Page, _origin) = (context, page, origin);
        page.Console += (_, message) => Note(message.Type == "error", message.Text);
        page.PageError += (_, error) => Note(true, error);
        page.Request += (_, request) => Note(!IsOurs(request.Url), "asked another site: " + request.Url);
        page.WebSocket += (_, socket) => Note(!IsOurs(socket.Url), "asked another site: " + socket.Url);
    }

    public IBrowserContext Context { get; }

    public IPage Page { get; }

    /// <summary>Errors in the console, exceptions, and requests that left the site. While offline, the browser's own complaints do not count.</summary>
    public IEnumerable<string> Troubles => _troubles;

    /// <summary>Opens a browser without cookies.</summary>
    public static async Task<Person> ArriveAsync(RunningPlatform running, Chromium chromium, int width = 1280, bool script = true)
    {
        var context = await chromium.Browser.NewContextAsync(new()
        {
            BaseURL = running.Platform.PublicOrigin,
            ViewportSize = new() { Width = width, Height = width < 500 ? 780 : 900 },
            ColorScheme = ColorScheme.Light,
            JavaScriptEnabled = script,
            Locale = "en-GB",
            TimezoneId = "Europe/London",
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(60_000);
        return new Person(context, await context.NewPageAsync(), running.Platform.PublicOrigin);
    }

    /// <summary>Another tab of the same browser, on the same page. It ends with the browser.</summary>
    public async Task<Person> AnotherTabAsync()
    {
        var tab = new Person(Context, await Context.NewPageAsync(), _origin);
        await tab.GoAsync(Page.Url);
        return tab;
    }

    public async Task GoAsync(string path) => await Page.GotoAsync(path);

    /// <summary>Signs in and arrives at <paramref name="path"/>.</summary>
    public async Task SignInAsync(string pseudonym, string path = "/me")
    {
        await GoAsync("/session/sign-in?returnUrl=" + Uri.EscapeDataString(path));
        await Page.GetByLabel("Your name here").FillAsync(pseudonym);
        await Page.GetByLabel("Your password").FillAsync(DemoAccounts.Password);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(Page).ToHaveURLAsync(_origin + path);
    }

    /// <summary>Fills the form that is open and makes the account.</summary>
    public async Task RegisterAsync(string pseudonym)
    {
        await Page.GetByLabel("The name that others will see").FillAsync(pseudonym);
        await Page.GetByLabel("Your password").FillAsync(DemoAccounts.Password);
        await Page.GetByLabel("18 or over").CheckAsync();
        await Page.GetByLabel("The country you are in").SelectOptionAsync("GB");
        await Page.GetByLabel("I agree that what I write here").CheckAsync();
        await Page.GetByLabel("I have read the guidelines").CheckAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Make the account" }).ClickAsync();
    }

    /// <summary>From the page of a group into its room, with a new account.</summary>
    public async Task<Room> JoinAsNewcomerAsync(string group, string pseudonym)
    {
        await GoAsync("/groups/" + group);
        await Page.GetByRole(AriaRole.Link, new() { Name = "Make an account" }).ClickAsync();
        await RegisterAsync(pseudonym);
        await Expect(Page).ToHaveURLAsync($"{_origin}/groups/{group}");
        await Page.GetByLabel("I have read the charter").CheckAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Join the group" }).ClickAsync();
        await Expect(Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex($"/groups/{group}/room"));
        return await Room.OpenedAsync(this);
    }

    /// <summary>Pulls the plug, or puts it back.</summary>
    public async Task OfflineAsync(bool offline)
    {
        _offline |= offline;
        await Context.SetOfflineAsync(offline);
    }

    /// <summary>The network is back and everything has settled: errors count again.</summary>
    public void Settled() => _offline = false;

    public async ValueTask DisposeAsync() => await Context.DisposeAsync();

    private bool IsOurs(string url) =>
        url.StartsWith(_origin, StringComparison.Ordinal) || url.StartsWith("ws" + _origin["http".Length..], StringComparison.Ordinal)
        || url.StartsWith("data:", StringComparison.Ordinal) || url == "about:blank";

    private void Note(bool wrong, string what)
    {
        if (wrong && !_offline)
            _troubles.Enqueue($"{new Uri(Page.Url).AbsolutePath}: {what}");
    }
}
