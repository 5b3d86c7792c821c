using PeerSupport.Chat.Data;
using PeerSupport.Chat.Groups;
using PeerSupport.Chat.Messages;
using PeerSupport.Screening;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Chat.Hubs;

/// <summary>Posting, changing, taking back, reacting.</summary>
internal sealed partial class ChatHub
{
    public async Task<Posted> Post(NewPost post)
    {
        var note = Given.OrNull(post.ContentNote);
        if ((MessageText.Refuse(post.Body) ?? MessageText.Refuse(post.ContentNote, MessageText.ContentNoteLimit, mayBeEmpty: true)) is { } refusal)
            return refusal.As<Posted>();
        if (post.ClientId == Guid.Empty || post.Mentions?.Length > Addressing.MostNamed)
            return Refusal.Invalid.As<Posted>();
        if (await memberships.FindAsync(post.GroupId, Me, Gone) is not { } standing)
            return Refusal.NotMember.As<Posted>();
        // Before the pace is looked at: whoever writes fast because the night is bad is offered help with the refusal.
        var screened = screening.Screen(MessageScreening.TextOf(post.Body!, note), MyCountry);
        if (standing.Rules.IsArchived)
            return Refuse(Refusal.Archived, screened);
        if (RefusePace(post.GroupId, standing) is { } tooSoon)
        {
            // A post whose first answer was lost is not a new one, however fast it comes.
            return await store.FindAsync(Me, post.ClientId, Gone) is { } known ? AnswerTo(known, null) : Refuse(tooSoon, screened);
        }

        if (await sampler.TakeAsync(standing.Rules, screened, Gone))
            screened = screened with { Sampled = true };
        var outcome = await log.AppendAsync(new(
            post.GroupId, Guid.CreateVersion7(), post.ClientId, Me, MyName, post.Body!, post.ReplyTo, note, clock.GetUtcNow(), screened)
        {
            Mentions = post.Mentions ?? [],
        });
        if (outcome.Accepted is { IsNew: true })
            paces.Slow.Posted(post.GroupId, Me, standing);
        return outcome.Accepted is { } accepted ? AnswerTo(accepted, screened) : Refuse(outcome.Refusal!, screened);
    }

    public async Task<Posted> Edit(NewText change, MessageChanges changes)
    {
        if (MessageText.Refuse(change.Body) is { } refusal)
            return refusal.As<Posted>();
        // As with a post, help comes with the refusal when it is only the pace that is refused.
        if (await RefuseInOpenAsync(change.GroupId) is { } no)
            return no == Refusal.NotMember ? no.As<Posted>() : Refuse(no, screening.Screen(change.Body!, MyCountry));

        // With the note in front of it, as when it was posted: else a note that was held would go out with the next harmless text.
        var note = await changes.ContentNoteAsync(change.GroupId, change.MessageId, Me, Gone);
        var screened = screening.Screen(MessageScreening.TextOf(change.Body!, note), MyCountry);
        var (message, sequence, refused) = await changes.EditAsync(change, Me, screened, Gone);
        if (message is null)
            return Refuse(refused!, screened);
        return new()
        {
            Code = sequence is null ? "held" : "ok",
            Message = sequence is null ? Texts.Held : Texts.Changed,
            MessageId = message.Id,
            Sequence = sequence,
            At = message.PostedAt,
            Held = sequence is null ? HeldMessages.Waiting(message) : null,
            Support = support.For(Me, MyCountry, screened),
        };
    }

    public async Task<Answer> Delete(MessageReference reference, MessageChanges changes)
    {
        if (await RefuseAsync(reference.GroupId) is { } no)
            return no.As<Answer>();
        var (message, refused) = await changes.DeleteAsync(reference, Me, Gone);
        return message is null ? refused!.As<Answer>() : new() { Message = message.State == MessageState.TakenBack ? Texts.TakenBack : Texts.Deleted };
    }

    public async Task<Answer> React(NewReaction reaction, MessageChanges changes)
    {
        var chosen = default(Reaction);
        if (reaction.Reaction is { } word && !Wire.TryParse(word, out chosen))
            return Refusal.Invalid.As<Answer>();
        if (await RefuseInOpenAsync(reaction.GroupId) is { } no)
            return no.As<Answer>();
        var refused = await changes.ReactAsync(reaction.GroupId, reaction.MessageId, Me, reaction.Reaction is null ? null : chosen, Gone);
        return refused?.As<Answer>() ?? new();
    }

    private async Task<Refusal?> RefuseAsync(Guid groupId)
    {
        if (!await memberships.BelongsAsync(groupId, Me, Gone))
            return Refusal.NotMember;
        return paces.Others.Take(Me) is var wait && wait > TimeSpan.Zero ? Refusal.TooFast(wait) : null;
    }

    /// <summary>As above, where a closed group takes nothing either. What is somebody's own can be taken back there all the same.</summary>
    private async Task<Refusal?> RefuseInOpenAsync(Guid groupId) =>
        await memberships.FindAsync(groupId, Me, Gone) is { Rules.IsArchived: true } ? Refusal.Archived : await RefuseAsync(groupId);

    private Refusal? RefusePace(Guid groupId, Standing standing)
    {
        if (paces.Slow.Wait(groupId, Me, standing, out var isQuiet) is var slow && slow > TimeSpan.Zero)
            return Refusal.Slow(slow, isQuiet);
        return paces.Posts.Take(Me) is var wait && wait > TimeSpan.Zero ? Refusal.TooFast(wait) : null;
    }

    // What could not be taken may still be the words of somebody in danger, and help waits for nothing.
    private Posted Refuse(Refusal refusal, Screened screened) =>
        refusal.As<Posted>() with { Support = screened.Distress == Risk.Critical ? support.For(Me, MyCountry, screened) : null };

    /// <summary>
    /// The answer to a post as its message stands now. Of a post that is sent again that may be another state than the first time; one that
    /// nobody else has seen must never be called posted.
    /// </summary>
    private Posted AnswerTo(AcceptedPost post, Screened? screened)
    {
        var (state, words) = post.State switch
        {
            MessageState.Held => ("held", Texts.Held),
            MessageState.Removed => ("removed", Texts.Removed),
            MessageState.TakenBack => ("taken_back", Texts.TakenBack),
            MessageState.Deleted => (null, Texts.Deleted),
            _ => ((string?)null, screened?.Distress == Risk.Critical ? Texts.PostedInCrisis : Texts.Posted),
        };
        return new()
        {
            Code = post.Sequence is null ? "held" : "ok",
            Message = words,
            MessageId = post.MessageId,
            Sequence = post.Sequence,
            At = post.At,
            Held = state is null ? null : new(post.MessageId, post.ClientId, post.Body, post.At, state, words, post.DueBy, post.Reason, post.Guideline),
            Support = screened is null ? null : support.For(Me, MyCountry, screened),
        };
    }
}
