using PeerSupport.TestKit;

namespace PeerSupport.Chat.Tests;

/// <summary>On a service of its own, because its database goes.</summary>
public sealed class DatabaseOutageTests
{
    [Fact]
    public async Task While_the_database_is_away_callers_are_told_when_to_try_again_and_health_says_which()
    {
        await using var chat = new ChatFixture.ChatService();
        await chat.InitializeAsync();
        await chat.LoseDatabaseAsync();

        await DatabaseOutage.IsToldKindlyAsync(chat.ClientFor(null), "/api/chat/groups");
        await DatabaseOutage.IsSeenInHealthAsync(chat.ClientFor(null));
    }
}
