using System.Text.RegularExpressions;

namespace PeerSupport.Moderation.Rules;

/// <summary>What rules and the words about them may hold.</summary>
internal static partial class RuleLimits
{
    public const int Note = 1_000;
    public const int Sentence = 4_000;
    public const int Messages = 50_000;

    /// <summary>How long samples of a dry run are kept: they are words of members.</summary>
    public static readonly TimeSpan Samples = TimeSpan.FromDays(30);

    public static bool IsFileName(string name) => FileName().IsMatch(name);

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]{0,59}\.yaml$")]
    private static partial Regex FileName();
}
