using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PeerSupport.Screening.Cli;

/// <summary>Screens a stream of messages, for measuring.</summary>
internal static class Batch
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static int Run(TextReader input, TextWriter output)
    {
        var screener = Screener.CreateDefault();
        // The first call pays for just-in-time compilation, which would be measured as if a message were slow.
        for (var i = 0; i < 200; i++)
            screener.Screen("Ring me tomorrow on 020 7946 0018, or write to fern@example.org. I want to ask you something.");
        while (input.ReadLine() is { } line)
        {
            if (line.Length == 0)
                continue;
            using var message = JsonDocument.Parse(line);
            var text = message.RootElement.GetProperty("text").GetString() ?? "";
            var started = Stopwatch.GetTimestamp();
            var verdict = screener.Screen(text);
            var elapsed = Stopwatch.GetElapsedTime(started).TotalMicroseconds;
            output.WriteLine(JsonSerializer.Serialize(new
            {
                id = message.RootElement.GetProperty("id").Clone(),
                labels = verdict.Labels,
                risk = verdict.Risk.ToString().ToLowerInvariant(),
                elapsed_us = elapsed,
                matches = verdict.Matches.Select(match => new
                {
                    rule = match.Rule,
                    label = match.Label,
                    risk = match.Risk.ToString().ToLowerInvariant(),
                    start = match.Start,
                    length = match.Length,
                    explanation = match.Explanation,
                }),
            }, Options));
        }
        return 0;
    }
}
