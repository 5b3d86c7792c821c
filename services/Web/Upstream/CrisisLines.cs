using System.Text.Json;

namespace PeerSupport.Web.Upstream;

public sealed record CrisisLine(string Name, string? Number, string? Text, string? Chat, string? Hours, IReadOnlyList<string>? Languages, string? Url, string? Source);

public sealed record CrisisCountry(string Code, string Name, string Emergency, IReadOnlyList<CrisisLine> Lines);

/// <summary>The lines that the platform shows, read once from the file that every service shares.</summary>
public sealed record CrisisLines(string? LastVerified, IReadOnlyList<CrisisCountry> Countries)
{
    /// <summary>The lines that were built in.</summary>
    public static CrisisLines Load()
    {
        using var stream = typeof(CrisisLines).Assembly.GetManifestResourceStream("crisis-lines.json");
        return stream is null ? new(null, []) : JsonSerializer.Deserialize<CrisisLines>(stream, JsonSerializerOptions.Web)!;
    }
}
