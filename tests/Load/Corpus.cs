using System.Text;
using System.Text.Json;

namespace PeerSupport.Load;

/// <summary>Messages for measuring: sentences of the labelled examples, put together anew, so that no two are alike. The same on every run.</summary>
internal static class Corpus
{
    private static readonly string[] Fillers =
    [
        "Made soup for the neighbours and we talked about the garden.", "Work was long again, but the walk home was nice.", "Does anybody know a quiet café near a station?",
        "My number on the list was 14, it took until 3.30.", "i slept ok last night, first time this week", "Danke euch, das hat mir heute geholfen.", "Gracias por leerme, de verdad.",
        "Merci à toutes, je vais essayer demain.", "Zoë’s café — naïve, but lovely…", "Has anyone tried the breathing exercise from lesson two?", "😂😂 same here",
        "I think the meeting on Tuesday is at 18:00, room 204.",
    ];

    public static List<string> Messages(int count, int length)
    {
        var sentences = Sentences();
        var random = new Random(20_26);
        var messages = new List<string>(count);
        var text = new StringBuilder();
        while (messages.Count < count)
        {
            text.Clear();
            // Most of what people write is everyday talk; one sentence in three is one that the rules were made for.
            while (text.Length < length)
                text.Append(random.Next(3) == 0 ? sentences[random.Next(sentences.Count)] : Shuffled(random)).Append(' ');
            var end = Math.Min(text.Length, length + random.Next(-length / 4, length / 4));
            messages.Add(text.ToString(0, char.IsHighSurrogate(text[end - 1]) ? end - 1 : end));
        }
        return messages;
    }

    private static string Shuffled(Random random)
    {
        var words = Fillers[random.Next(Fillers.Length)].Split(' ').Concat(Fillers[random.Next(Fillers.Length)].Split(' ')).ToArray();
        random.Shuffle(words);
        return string.Join(' ', words);
    }

    private static List<string> Sentences()
    {
        var sentences = new List<string>();
        var assembly = typeof(Corpus).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith("examples/", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            while (reader.ReadLine() is { } line)
            {
                using var example = JsonDocument.Parse(line);
                sentences.Add(example.RootElement.GetProperty("text").GetString()!);
            }
        }
        return sentences;
    }
}
