using System.Text.Json.Serialization;
using PeerSupport.Chat.Messages;

namespace PeerSupport.Chat.Hubs;

/// <summary>A new message.</summary>
/// <param name="GroupId">Where.</param>
/// <param name="ClientId">Made by the client; a second post with the same one gets the first one's answer.</param>
/// <param name="Body">1 to 4,000 characters.</param>
/// <param name="ReplyTo">A message of the same group.</param>
/// <param name="ContentNote">What readers should know before they open it, up to 200 characters.</param>
/// <param name="Mentions">Members whose whole names stand in the text after an @, up to ten. Who does not belong to the group, or is not named, is left out.</param>
public sealed record NewPost(
    Guid GroupId,
    Guid ClientId,
    [property: JsonConverter(typeof(UnreadableTextConverter))] string? Body,
    Guid? ReplyTo = null,
    [property: JsonConverter(typeof(UnreadableTextConverter))] string? ContentNote = null,
    Guid[]? Mentions = null);

/// <summary>A new text for an own message.</summary>
public sealed record NewText(Guid GroupId, Guid MessageId, [property: JsonConverter(typeof(UnreadableTextConverter))] string? Body);

/// <summary>A text that is still being written.</summary>
public sealed record NewGuidance(Guid GroupId, [property: JsonConverter(typeof(UnreadableTextConverter))] string? Body);

/// <summary>A place in the log; the first of the three that is given counts.</summary>
/// <param name="GroupId">Whose log.</param>
/// <param name="Sequence">At this number.</param>
/// <param name="MessageId">Where this message stands.</param>
/// <param name="At">At the first message from this time on.</param>
public sealed record LogPlace(Guid GroupId, long? Sequence = null, Guid? MessageId = null, DateTimeOffset? At = null);

/// <summary>Names a message.</summary>
public sealed record MessageReference(Guid GroupId, Guid MessageId);

/// <summary>What stands on top of the room; null takes it down.</summary>
public sealed record NewPin(Guid GroupId, Guid? MessageId = null);

/// <summary>A reaction, or null to take it back.</summary>
public sealed record NewReaction(Guid GroupId, Guid MessageId, string? Reaction = null);

/// <summary>A report.</summary>
/// <param name="GroupId">Where.</param>
/// <param name="MessageId">Which message.</param>
/// <param name="Reason">A word such as <c>attack</c>.</param>
/// <param name="Note">Up to 1,000 characters.</param>
public sealed record NewReport(Guid GroupId, Guid MessageId, string? Reason, [property: JsonConverter(typeof(UnreadableTextConverter))] string? Note = null);

/// <summary>A worry about somebody.</summary>
public sealed record NewReferral(Guid GroupId, Guid MessageId, [property: JsonConverter(typeof(UnreadableTextConverter))] string? Note = null);

/// <summary>A question to the team.</summary>
public sealed record NewQuestion(Guid GroupId, [property: JsonConverter(typeof(UnreadableTextConverter))] string? Text);
