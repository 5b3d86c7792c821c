using PeerSupport.TestKit;

namespace PeerSupport.Notifications.Tests;

/// <summary>On a service of its own, because its database goes.</summary>
public sealed class DatabaseOutageTests
{
    [Fact]
    public async Task While_the_database_is_away_callers_are_told_when_to_try_again_and_health_says_which()
    {
        await using var factory = new NotificationsFactory();
        await factory.InitializeAsync();
        await factory.LoseDatabaseAsync();

        await DatabaseOutage.IsToldKindlyAsync(factory.ClientFor(TestUsers.Member()), "/api/notifications/inbox");
        await DatabaseOutage.IsSeenInHealthAsync(factory.ClientFor(null));
    }
}
