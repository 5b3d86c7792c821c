using Microsoft.Playwright;
using PeerSupport.Platform.Tests;
using static Microsoft.Playwright.Assertions;

namespace PeerSupport.Browser.Tests.Rooms;

/// <summary>What is refused stays where it was written.</summary>
public sealed class ComposerTests(RunningPlatform running, Chromium chromium)
{
    [Fact]
    public async Task A_message_that_is_too_long_stays_in_the_field()
    {
        await using var person = await Person.ArriveAsync(running, chromium);
        var room = await person.JoinAsNewcomerAsync(await Groups.FoundAsync(running, "Long words"), "Bramble");
        var text = new string('a', 4001);
        await room.PostAsync(text);
        await Expect(person.Page.Locator("#guidance")).ToContainTextAsync("This is longer than 4,000 characters.");
        await Expect(room.Composer).ToHaveValueAsync(text);
        await Expect(person.Page.GetByText("1 character too many")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task An_empty_message_is_answered_kindly()
    {
        await using var person = await Person.ArriveAsync(running, chromium);
        var room = await person.JoinAsNewcomerAsync(await Groups.FoundAsync(running, "Few words"), "Clover");
        await room.PostAsync("   \n ");
        await Expect(person.Page.Locator("#guidance")).ToContainTextAsync("There is nothing in it yet.");
        await Expect(room.Composer).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Somebody_who_has_left_the_group_keeps_the_words_that_cannot_be_posted()
    {
        var group = await Groups.FoundAsync(running, "Left words");
        await using var person = await Person.ArriveAsync(running, chromium);
        var room = await person.JoinAsNewcomerAsync(group, "Juncus");
        var other = await person.Context.NewPageAsync();
        await other.GotoAsync("/groups/" + group);
        await other.GetByRole(AriaRole.Button, new() { Name = "Leave the group" }).ClickAsync();
        await Expect(other.GetByRole(AriaRole.Button, new() { Name = "Join the group" })).ToBeVisibleAsync();

        await room.PostAsync("I only wanted to say goodbye properly.");
        await Expect(room.Composer).ToHaveValueAsync("I only wanted to say goodbye properly.");
        await Expect(person.Page.Locator("#guidance")).ToContainTextAsync("Your words are still here");
    }

    [Fact]
    public async Task A_draft_is_there_again_after_a_reload()
    {
        await using var person = await Person.ArriveAsync(running, chromium);
        var room = await person.JoinAsNewcomerAsync(await Groups.FoundAsync(running, "Kept words"), "Teasel");
        await room.Composer.FillAsync("Half a thought");
        await person.Page.ReloadAsync();
        await Expect((await Room.OpenedAsync(person)).Composer).ToHaveValueAsync("Half a thought");
    }

    [Fact]
    public async Task A_number_is_mentioned_before_it_is_sent_and_the_field_keeps_the_focus()
    {
        await using var person = await Person.ArriveAsync(running, chromium);
        var room = await person.JoinAsNewcomerAsync(await Groups.FoundAsync(running, "Careful words"), "Vervain");
        await room.Composer.FillAsync("You can ring me on 020 7946 0018 tonight, that is my number.");
        await Expect(person.Page.Locator("#guidance")).ToContainTextAsync("by which a person can be found");
        await Expect(room.Composer).ToBeFocusedAsync();
        await room.Composer.FillAsync("I would like to talk tonight.");
        await Expect(person.Page.Locator("#guidance")).ToBeEmptyAsync();
    }

    [Fact]
    public async Task Whoever_writes_in_distress_reads_where_help_is_before_sending()
    {
        await using var person = await Person.ArriveAsync(running, chromium);
        var room = await person.JoinAsNewcomerAsync(await Groups.FoundAsync(running, "Heavy words"), "Woodruff");
        await room.Composer.FillAsync("I want to kill myself and I do not know how to say it to anybody.");
        await Expect(person.Page.Locator("#guidance").GetByRole(AriaRole.Link, new() { NameRegex = new("116 123") })).ToBeVisibleAsync();
        await Expect(person.Page.Locator("#guidance")).ToContainTextAsync("nothing is held back");
        await Expect(room.Composer).ToBeFocusedAsync();
    }
}
