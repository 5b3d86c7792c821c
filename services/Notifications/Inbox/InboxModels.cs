namespace PeerSupport.Notifications.Inbox;

/// <summary>One entry of the inbox.</summary>
/// <param name="Id">The entry.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Title">One line that tells nothing to somebody who looks over a shoulder.</param>
/// <param name="Body">Plain text; paragraphs are divided by an empty line.</param>
/// <param name="Link">Where it leads, a path on this site.</param>
/// <param name="At">When, in UTC.</param>
/// <param name="Read">Whether the member has read it.</param>
public sealed record InboxEntry(Guid Id, NoticeKind Kind, string Title, string Body, string? Link, DateTimeOffset At, bool Read);

/// <summary>Whether something waits. Not how much: a number that grows is a demand.</summary>
public sealed record Unread(bool Any);
