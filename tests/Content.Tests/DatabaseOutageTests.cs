using PeerSupport.TestKit;

namespace PeerSupport.Content.Tests;

/// <summary>On a service of its own, because its database goes.</summary>
public sealed class DatabaseOutageTests
{
    [Fact]
    public async Task While_the_database_is_away_callers_are_told_when_to_try_again_and_health_says_which()
    {
        await using var content = new ContentFactory();
        await content.InitializeAsync();
        await content.LoseDatabaseAsync();

        await DatabaseOutage.IsToldKindlyAsync(content.Visitor, "/api/content/articles");
        await DatabaseOutage.IsSeenInHealthAsync(content.Visitor);
    }
}
