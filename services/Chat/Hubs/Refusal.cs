namespace PeerSupport.Chat.Hubs;

/// <summary>Why something is not done: a stable code for clients and a sentence for people.</summary>
internal sealed record Refusal(string Code, string Message, int? RetryAfter = null)
{
    public static readonly Refusal NotMember = new("not_member", "This room is for members of the group. You can join it on the group's page.");
    public static readonly Refusal Archived = new("archived", "This group has been closed. What was written stays here to read; nothing new is posted.");
    public static readonly Refusal Empty = new("empty", "There is nothing to send yet.");
    public static readonly Refusal InvalidText = new("invalid_text", "A character in this text cannot be stored. Please type it again, or leave it out.");
    public static readonly Refusal NotFound = new("not_found", "That message is not here any more.");
    public static readonly Refusal NotYours = new("not_yours", "This is done by those who hold the group.");
    public static readonly Refusal TooLate = new("too_late", "A message can be changed for 15 minutes. You can still delete it, or write another one.");
    public static readonly Refusal Invalid = new("invalid", "Something is missing here. Please choose again.");
    public static readonly Refusal TooMany = new("too_many", "Rooms are open in more than ten windows or devices of yours. Close one of them, then load this page again.");
    public static readonly Refusal Busy = new("busy", "A lot is being written just now. Your words are safe; please send them again in a moment.", 2);
    public static readonly Refusal Unavailable = new("unavailable", "This could not be stored just now. It is tried again by itself; nothing is lost.", 3);

    public static Refusal TooLong(int limit) =>
        new("too_long", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"This is longer than {limit:N0} characters. Perhaps it wants to be two messages."));

    public static Refusal TooFast(TimeSpan wait) => new(
        "too_fast", "You have sent a few messages quickly. Take a breath if you like; nobody has left.", Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)));

    public static Refusal Slow(TimeSpan wait, bool isQuiet) => new(
        "slow",
        isQuiet ? "It is the group's quiet time, and everything goes slowly. Your words are kept and can be sent in a moment."
            : "This group writes slowly, so that everybody can follow. Your words are kept and can be sent in a moment.",
        Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)));

    /// <summary>As the answer that a call returns.</summary>
    public T As<T>()
        where T : Answer, new() => new() { Code = Code, Message = Message, RetryAfter = RetryAfter };
}
