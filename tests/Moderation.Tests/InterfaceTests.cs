using PeerSupport.TestKit;

namespace PeerSupport.Moderation.Tests;

/// <summary>The public interface changes only together with its description in services/Moderation/openapi.json, where a reviewer sees it.</summary>
public sealed class InterfaceTests(ModerationFactory factory) : IClassFixture<ModerationFactory>
{
    [Fact]
    public Task The_interface_is_the_one_that_is_checked_in() => CheckedInInterface.HoldsAsync(factory.ClientFor(null), "Moderation");
}
