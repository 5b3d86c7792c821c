using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using PeerSupport.Chat.Hubs;

namespace PeerSupport.Chat.Messages;

/// <summary>What can be stored and read as a text.</summary>
internal static class MessageText
{
    public const int Limit = 4000;
    public const int NoteLimit = 1000;
    public const int ContentNoteLimit = 200;

    /// <summary>Why the text cannot be taken; null when it can. Lengths are UTF-16 code units, as browsers count.</summary>
    public static Refusal? Refuse(string? text, int limit = Limit, bool mayBeEmpty = false)
    {
        if (text is not null && !IsStorable(text))
            return Refusal.InvalidText;
        if (text is null || text.All(IsInvisible))
            return mayBeEmpty ? null : Refusal.Empty;
        return text.Length > limit ? Refusal.TooLong(limit) : null;
    }

    /// <summary>PostgreSQL cannot store U+0000, and half of a surrogate pair is not a character that could be sent to anybody.</summary>
    private static bool IsStorable(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0' || char.IsLowSurrogate(text[i]))
                return false;
            if (char.IsHighSurrogate(text[i]) && (++i == text.Length || !char.IsLowSurrogate(text[i])))
                return false;
        }

        return true;
    }

    private static bool IsInvisible(char character) => char.IsWhiteSpace(character) || char.GetUnicodeCategory(character) == UnicodeCategory.Format;
}

/// <summary>
/// Reads a text that JSON's own reader refuses with an exception, such as an escaped half of a surrogate pair, as one that the hub refuses
/// with a code: the client then knows what to tell its user.
/// </summary>
internal sealed class UnreadableTextConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return "\0";
        }
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
