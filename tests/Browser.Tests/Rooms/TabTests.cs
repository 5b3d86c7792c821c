using Microsoft.Playwright;
using PeerSupport.Platform.Tests;
using static Microsoft.Playwright.Assertions;

namespace PeerSupport.Browser.Tests.Rooms;

/// <summary>The tabs of one member share one connection, and none of them is needed for the others.</summary>
public sealed class TabTests(RunningPlatform running, Chromium chromium)
{
    [Fact]
    public async Task A_second_tab_opens_no_second_connection_and_both_hear_everything()
    {
        var group = await Groups.FoundAsync(running, "Two tabs");
        await using var reed = await Person.ArriveAsync(running, chromium);
        var sockets = Sockets(reed);
        var first = await reed.JoinAsNewcomerAsync(group, "Reed Mace");
        var second = await Room.OpenedAsync(await reed.AnotherTabAsync());

        await second.PostAndSeeAsync("Written in the second tab.");
        await Expect(first.Message("Written in the second tab.")).ToBeVisibleAsync();
        await first.PostAndSeeAsync("Written in the first.");
        await Expect(second.Message("Written in the first.")).ToHaveCountAsync(1);

        Assert.Single(sockets);
        Assert.Empty(reed.Troubles);
    }

    [Fact]
    public async Task When_the_leading_tab_is_closed_with_a_message_on_its_way_another_goes_on_and_the_message_stands_there_once()
    {
        var group = await Groups.FoundAsync(running, "Closed tab");
        await using var iris = await Person.ArriveAsync(running, chromium);
        await using var sedge = await Person.ArriveAsync(running, chromium);
        var sockets = Sockets(iris);
        var leading = await iris.JoinAsNewcomerAsync(group, "Yellow Iris");
        var other = await iris.AnotherTabAsync();
        var following = await Room.OpenedAsync(other);
        var theirs = await sedge.JoinAsNewcomerAsync(group, "Sedge");

        // What the leading tab posts is kept on the device, and neither reaches the service nor is answered before the tab is gone.
        await iris.Page.EvaluateAsync("() => { WebSocket.prototype.send = () => undefined; }");
        await leading.PostAsync("I wrote this and closed the tab.");
        await Expect(leading.Message("I wrote this and closed the tab.")).ToContainTextAsync("On its way");
        await iris.Page.CloseAsync();

        await Expect(theirs.Message("I wrote this and closed the tab.")).ToHaveCountAsync(1);
        await Expect(following.Message("I wrote this and closed the tab.")).ToHaveCountAsync(1);
        await theirs.PostAndSeeAsync("We hear you.");
        await Expect(following.Message("We hear you.")).ToHaveCountAsync(1);
        await following.PostAndSeeAsync("And I am still here.");
        await Expect(theirs.Message("I wrote this and closed the tab.")).ToHaveCountAsync(1);
        await Expect(following.Message("I wrote this and closed the tab.")).ToHaveCountAsync(1);
        await other.Page.ReloadAsync();
        following = await Room.OpenedAsync(other);
        await Expect(following.Message("I wrote this and closed the tab.")).ToHaveCountAsync(1);

        // The one that led, the one that followed it, and the one after the reload.
        Assert.Equal(3, sockets.Count);
        Assert.Empty(other.Troubles.Concat(sedge.Troubles));
    }

    [Fact]
    public async Task A_message_that_was_taken_but_not_answered_before_the_tab_was_closed_is_not_posted_again()
    {
        var group = await Groups.FoundAsync(running, "Unheard answer");
        await using var rush = await Person.ArriveAsync(running, chromium);
        var leading = await rush.JoinAsNewcomerAsync(group, "Soft Rush");
        var other = await rush.AnotherTabAsync();
        var following = await Room.OpenedAsync(other);

        // Deaf from here on: the message goes out, its answer and its line do not come in.
        await rush.Page.EvaluateAsync("""
            () => {
                const send = WebSocket.prototype.send;
                WebSocket.prototype.send = function (data) { this.onmessage = null; send.call(this, data); };
            }
            """);
        await leading.PostAsync("Taken, but nobody told me.");
        await Expect(leading.Message("Taken, but nobody told me.")).ToContainTextAsync("On its way");
        await rush.Page.CloseAsync();

        await Expect(following.Message("Taken, but nobody told me.")).ToHaveCountAsync(1);
        await following.PostAndSeeAsync("It is there once.");
        await Expect(following.Message("Taken, but nobody told me.")).ToHaveCountAsync(1);
        await other.Page.ReloadAsync();
        following = await Room.OpenedAsync(other);
        await Expect(following.Message("Taken, but nobody told me.")).ToHaveCountAsync(1);
        Assert.Empty(other.Troubles);
    }

    [Fact]
    public async Task Without_locks_each_tab_has_a_connection_of_its_own()
    {
        var group = await Groups.FoundAsync(running, "Old browser");
        await using var club = await Person.ArriveAsync(running, chromium);
        await club.Context.AddInitScriptAsync("Object.defineProperty(Navigator.prototype, 'locks', { value: undefined })");
        var sockets = Sockets(club);
        var first = await club.JoinAsNewcomerAsync(group, "Club Rush");
        var second = await Room.OpenedAsync(await club.AnotherTabAsync());

        await second.PostAndSeeAsync("Each on its own.");
        await Expect(first.Message("Each on its own.")).ToHaveCountAsync(1);
        Assert.Equal(2, sockets.Count);
    }

    /// <summary>The connections to the hub that a person's tabs have opened.</summary>
    private static List<string> Sockets(Person person)
    {
        var sockets = new List<string>();
        person.Page.WebSocket += (_, socket) => Note(socket);
        person.Context.Page += (_, page) => page.WebSocket += (_, socket) => Note(socket);
        return sockets;

        void Note(IWebSocket socket)
        {
            lock (sockets)
                sockets.Add(socket.Url);
        }
    }
}
