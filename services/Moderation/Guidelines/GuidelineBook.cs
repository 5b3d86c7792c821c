using System.Text.Json;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Moderation.Guidelines;

/// <summary>One guideline of the community, in plain words.</summary>
/// <param name="Id">What a decision names.</param>
/// <param name="Title">One line, which the author of a removed message reads.</param>
/// <param name="Text">The guideline in full.</param>
/// <param name="Labels">The screening labels that it answers.</param>
/// <param name="Reason">Where a moderator may begin when telling the author why a message was removed.</param>
public sealed record Guideline(string Id, string Title, string Text, string[] Labels, string Reason);

/// <summary>What we write to somebody in distress.</summary>
/// <param name="Labels">The labels that mean distress; nothing that carries one of them is ever punished.</param>
/// <param name="Starter">Where a moderator may begin.</param>
public sealed record Care(string[] Labels, string Starter);

/// <summary>The guidelines and the words around them, from one file that can be edited and translated.</summary>
internal sealed record GuidelineBook(
    Guideline[] Guidelines,
    Care Care,
    string Released,
    string ReferralAnswered,
    Dictionary<string, string> Summaries,
    Dictionary<string, string> ReportReasons)
{
    public static GuidelineBook Load()
    {
        using var stream = typeof(GuidelineBook).Assembly.GetManifestResourceStream("guidelines.json")
            ?? throw new InvalidOperationException("The guidelines are not part of the assembly.");
        return JsonSerializer.Deserialize<GuidelineBook>(stream, Json.Options)
            ?? throw new InvalidOperationException("The guidelines cannot be read.");
    }

    public bool IsDistress(IEnumerable<string> labels) => labels.Any(label => Care.Labels.Contains(label));

    public Guideline? Find(string? id) => Guidelines.FirstOrDefault(guideline => guideline.Id == id);

    /// <summary>All guidelines; those that speak of these labels come first.</summary>
    public Guideline[] For(string[] labels) => [.. Guidelines.OrderByDescending(guideline => guideline.Labels.Intersect(labels).Any())];
}
