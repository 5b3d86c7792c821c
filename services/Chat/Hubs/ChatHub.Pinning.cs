using PeerSupport.Chat.Groups;
using PeerSupport.Chat.Messages;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Chat.Hubs;

/// <summary>Putting a message on top of the room.</summary>
internal sealed partial class ChatHub
{
    /// <summary>For those who hold the group, and the team.</summary>
    public async Task<Answer> Pin(NewPin pin, MessageChanges changes)
    {
        if (await RefuseInOpenAsync(pin.GroupId) is { } no)
            return no.As<Answer>();
        if (await memberships.FindAsync(pin.GroupId, Me, Gone) is not { } standing || !MayPin(standing))
            return Refusal.NotYours.As<Answer>();
        var refused = await changes.PinAsync(pin.GroupId, pin.MessageId, Me, Gone);
        return refused?.As<Answer>() ?? new();
    }

    private bool MayPin(Standing standing) => standing.Role == GroupRole.Facilitator || Principal.IsStaff();
}
