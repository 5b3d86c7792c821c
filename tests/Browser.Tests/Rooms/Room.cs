using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace PeerSupport.Browser.Tests;

/// <summary>The room of a group as one person sees it.</summary>
internal sealed class Room
{
    private readonly Person _person;

    private Room(Person person) => _person = person;

    public ILocator Log => _person.Page.GetByRole(AriaRole.Log);

    public ILocator Composer => _person.Page.GetByLabel("Your message to the group");

    public ILocator Support => _person.Page.Locator(".support");

    /// <summary>The room of the page that is open, once it has been joined.</summary>
    public static async Task<Room> OpenedAsync(Person person)
    {
        var room = new Room(person);
        await Expect(room.Log).ToHaveAttributeAsync("aria-busy", "false");
        return room;
    }

    /// <summary>The message with these words in it.</summary>
    public ILocator Message(string text) => _person.Page.Locator("article.message").Filter(new() { HasText = text });

    public async Task PostAsync(string text)
    {
        await Composer.FillAsync(text);
        await _person.Page.GetByRole(AriaRole.Button, new() { Name = "Post", Exact = true }).ClickAsync();
    }

    /// <summary>Posts and waits until it is said to be posted.</summary>
    public async Task PostAndSeeAsync(string text)
    {
        await PostAsync(text);
        await Expect(Message(text)).ToContainTextAsync("Posted.");
    }

    public async Task ReplyAsync(string to, string text)
    {
        await Message(to).GetByRole(AriaRole.Button, new() { Name = "Reply" }).ClickAsync();
        await PostAndSeeAsync(text);
    }

    public async Task RespondAsync(string to, string reaction)
    {
        await Message(to).GetByText("Respond").ClickAsync();
        await Message(to).GetByRole(AriaRole.Button, new() { Name = reaction }).ClickAsync();
        await Expect(Message(to)).ToContainTextAsync("Sent:");
    }

    /// <summary>Chooses what is shown of the author of a message, by the beginning of the choice.</summary>
    public async Task SeeOfAsync(string message, string choice)
    {
        await Message(message).GetByText("More", new() { Exact = true }).ClickAsync();
        await Message(message).GetByRole(AriaRole.Button, new() { Name = "What I see of this person" }).ClickAsync();
        var form = _person.Page.Locator("form[data-form]");
        await form.GetByLabel(choice).CheckAsync();
        await form.GetByRole(AriaRole.Button, new() { Name = "Keep it so" }).ClickAsync();
        await _person.Page.GetByRole(AriaRole.Button, new() { Name = "Close", Exact = true }).ClickAsync();
    }

    /// <summary>Says what is not to be seen, one theme in each line.</summary>
    public async Task KeepThemesAsync(string themes)
    {
        await _person.Page.GetByRole(AriaRole.Button, new() { Name = "Themes I do not want to see" }).ClickAsync();
        var form = _person.Page.Locator("form[data-form]");
        await form.GetByLabel("Words or short phrases").FillAsync(themes);
        await form.GetByRole(AriaRole.Button, new() { Name = "Keep it so" }).ClickAsync();
        await _person.Page.GetByRole(AriaRole.Button, new() { Name = "Close", Exact = true }).ClickAsync();
    }

    public async Task<Guid> GroupIdAsync() => Guid.Parse(await _person.Page.Locator("ps-room").GetAttributeAsync("data-group-id") ?? "");
}
