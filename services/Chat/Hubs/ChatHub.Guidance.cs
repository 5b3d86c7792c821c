using PeerSupport.Chat.Messages;

namespace PeerSupport.Chat.Hubs;

/// <summary>What could be thought of before a message is sent.</summary>
internal sealed partial class ChatHub
{
    /// <summary>
    /// Reads a text that is still being written. Nothing of it is stored or told to anybody, and nothing follows from it: the member posts
    /// what they like. Whoever writes in distress gets no hints about their words, only where help is.
    /// </summary>
    public async Task<Guidance> Guide(NewGuidance draft)
    {
        if (MessageText.Refuse(draft.Body) is { } refusal)
            return refusal.As<Guidance>();
        if (!await memberships.BelongsAsync(draft.GroupId, Me, Gone))
            return Refusal.NotMember.As<Guidance>();
        if (paces.Guidance.Take(Me) is var wait && wait > TimeSpan.Zero)
            return Refusal.TooFast(wait).As<Guidance>();

        var screened = screening.Screen(draft.Body!, MyCountry);
        return support.Lines(MyCountry, screened) is { } lines ? new() { Support = lines } : new() { Hints = Hint.For(screened) };
    }
}
