using Microsoft.Playwright;
using PeerSupport.Platform.Tests;
using static Microsoft.Playwright.Assertions;

namespace PeerSupport.Browser.Tests.Rooms;

/// <summary>Words that a member does not want to read about, and cards under links to this site.</summary>
public sealed class ThemeTests(RunningPlatform running, Chromium chromium)
{
    [Fact]
    public async Task Messages_with_a_word_that_somebody_does_not_want_to_see_are_folded_for_them_alone()
    {
        const string heavy = "We spent the night in hospital again and came home at six.";
        const string folded = "This has a word in it that you asked not to see. Show it.";
        var group = await Groups.FoundAsync(running, "Themed words");
        await using var bryony = await Person.ArriveAsync(running, chromium);
        await using var tansy = await Person.ArriveAsync(running, chromium);
        var hers = await bryony.JoinAsNewcomerAsync(group, "White Bryony");
        var theirs = await tansy.JoinAsNewcomerAsync(group, "Tansy");
        await theirs.PostAndSeeAsync(heavy);
        await Expect(hers.Message(heavy).GetByText(heavy)).ToBeVisibleAsync();

        await hers.KeepThemesAsync("hospit\nneedles");
        await Expect(hers.Message(heavy).GetByText(folded)).ToBeVisibleAsync();
        await Expect(hers.Message(heavy).GetByText(heavy)).ToBeHiddenAsync();
        await hers.PostAndSeeAsync("I work in a hospital myself.");
        await Expect(hers.Message("I work in a hospital myself.").GetByText("I work in a hospital myself.")).ToBeVisibleAsync();
        await theirs.ReplyAsync("I work in a", "Then you know the smell of it.");
        await Expect(theirs.Message(heavy).GetByText(heavy)).ToBeVisibleAsync();

        await bryony.Page.ReloadAsync();
        hers = await Room.OpenedAsync(bryony);
        await Expect(hers.Message(heavy).GetByText(heavy)).ToBeHiddenAsync();
        await hers.Message(heavy).GetByText(folded).ClickAsync();
        await Expect(hers.Message(heavy).GetByText(heavy)).ToBeVisibleAsync();

        await hers.KeepThemesAsync("");
        await Expect(hers.Message(heavy).GetByText(folded)).ToHaveCountAsync(0);
        Assert.Empty(bryony.Troubles.Concat(tansy.Troubles));
    }

    [Fact]
    public async Task A_link_to_an_article_has_a_card_and_a_link_to_another_site_stays_text()
    {
        var group = await Groups.FoundAsync(running, "Linked words");
        await using var mallow = await Person.ArriveAsync(running, chromium);
        var room = await mallow.JoinAsNewcomerAsync(group, "Mallow");
        var article = $"{running.Platform.PublicOrigin}/learn/anxious-preoccupied-attachment";
        await room.PostAndSeeAsync($"This helped me: {article}. Does it say something to you?");
        var card = room.Message("This helped me").Locator(".card-link");
        await Expect(card.GetByRole(AriaRole.Link, new() { Name = "Anxious-preoccupied attachment" })).ToBeVisibleAsync();
        await Expect(card).ToContainTextAsync("An article here, about");
        await Expect(room.Message("This helped me").GetByRole(AriaRole.Link, new() { Name = article, Exact = true })).ToHaveAttributeAsync("href", "/learn/anxious-preoccupied-attachment");

        await room.PostAndSeeAsync("I read about it at https://elsewhere.example/learn/anxious-preoccupied-attachment first.");
        await Expect(room.Message("elsewhere.example").GetByRole(AriaRole.Link)).ToHaveCountAsync(0);
        await Expect(room.Message("elsewhere.example").Locator(".card-link")).ToHaveCountAsync(0);

        await card.GetByRole(AriaRole.Link).ClickAsync();
        await Expect(mallow.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Anxious-preoccupied attachment");
        // No request has left the site.
        Assert.Empty(mallow.Troubles);
    }
}
