using PeerSupport.TestKit;

namespace PeerSupport.Chat.Tests;

/// <summary>The public interface changes only together with its description in services/Chat/openapi.json, where a reviewer sees it.</summary>
public sealed class InterfaceTests(ChatFixture chat) : IClassFixture<ChatFixture>
{
    [Fact]
    public Task The_interface_is_the_one_that_is_checked_in() => CheckedInInterface.HoldsAsync(chat.Service.ClientFor(null), "Chat");
}
