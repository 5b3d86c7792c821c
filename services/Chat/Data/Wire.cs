using System.Text.Json;

namespace PeerSupport.Chat.Data;

/// <summary>
/// Enumerations as the snake-case words that the database, JSON and MessagePack share. MessagePack would otherwise write the C# names, and a
/// client would have to know which protocol it speaks.
/// </summary>
internal static class Wire
{
    public static string Of<T>(T value)
        where T : struct, Enum => Words<T>.ByValue[value];

    public static T Parse<T>(string word)
        where T : struct, Enum => Words<T>.ByWord[word];

    public static bool TryParse<T>(string word, out T value)
        where T : struct, Enum => Words<T>.ByWord.TryGetValue(word, out value);

    private static class Words<T>
        where T : struct, Enum
    {
        public static readonly Dictionary<T, string> ByValue =
            Enum.GetValues<T>().ToDictionary(value => value, value => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()));

        public static readonly Dictionary<string, T> ByWord = ByValue.ToDictionary(pair => pair.Value, pair => pair.Key);
    }
}
