using PeerSupport.TestKit;

namespace PeerSupport.Content.Tests;

/// <summary>The public interface changes only together with its description in services/Content/openapi.json, where a reviewer sees it.</summary>
public sealed class InterfaceTests(ContentFactory content) : IClassFixture<ContentFactory>
{
    [Fact]
    public Task The_interface_is_the_one_that_is_checked_in() => CheckedInInterface.HoldsAsync(content.Visitor, "Content");
}
