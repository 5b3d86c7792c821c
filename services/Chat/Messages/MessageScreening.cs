using System.Text.Json;
using PeerSupport.Contracts;
using PeerSupport.Screening;
using PeerSupport.Screening.Model;

namespace PeerSupport.Chat.Messages;

/// <summary>What is done with a text, and what moderation is told about it.</summary>
/// <param name="Handling">Deliver, flag, fold or hold.</param>
/// <param name="Distress">The highest risk among the labels that speak of distress.</param>
/// <param name="Risk">The highest risk of all.</param>
/// <param name="Labels">The labels.</param>
/// <param name="RuleSet">Which rules spoke.</param>
/// <param name="Matches">Where and why.</param>
internal sealed record Screened(MessageHandling Handling, Risk Distress, Risk Risk, string[] Labels, string RuleSet, ScreeningMatch[] Matches)
{
    /// <summary>Whether only the trained model sees distress here, and no rule says the same at a level that matters.</summary>
    public bool IsGuess => Distress > Risk.None
        && !Matches.Any(match => PeerSupport.Screening.Labels.IsDistress(match.Label) && !match.IsOfModel() && match.Risk is not ("none" or "low"));

    /// <summary>Chosen by lot to be looked at although nothing was found.</summary>
    public bool Sampled { get; init; }

    /// <summary>What the community's model says that takes part; null when there is none.</summary>
    public ModelReading? Active { get; init; }

    /// <summary>What the community's model says that is only watched; null when there is none.</summary>
    public ModelReading? Shadow { get; init; }

    /// <summary>The record for moderation; the text goes along only when somebody looks at it.</summary>
    public ScreenedMessage For(Guid groupId, Guid messageId, Guid authorId, DateTimeOffset postedAt, int revision, string text) =>
        new(groupId, messageId, authorId, postedAt, revision, Handling, Word(Risk), Labels, RuleSet, Matches, Handling == MessageHandling.Delivered && !Sampled ? null : text, Active, Shadow, Sampled);

    internal static string Word(Risk risk) => JsonNamingPolicy.SnakeCaseLower.ConvertName(risk.ToString());
}

internal static class ScreeningMatches
{
    /// <summary>Whether the trained model found it and no rule.</summary>
    public static bool IsOfModel(this ScreeningMatch match) => match.Rule.StartsWith(Match.ModelPrefix, StringComparison.Ordinal);
}

/// <summary>Reads a text before anybody else does.</summary>
internal sealed class MessageScreening(Func<string, ScreeningContext, Verdict> screen, ILogger<MessageScreening> logger)
{
    /// <summary>What moderators see when screening itself broke.</summary>
    public const string NotScreened = "not screened";

    public Screened Screen(string text, string? country)
    {
        try
        {
            return Weigh(screen(text, new ScreeningContext(country)));
        }
        catch (Exception exception)
        {
            // A fault of ours must not cost anybody their words: it is delivered, and a person looks. The exception may quote the text, so only its type is told.
            logger.LogError("Screening broke with {Fault}; the message is delivered and flagged", exception.GetType().Name);
            return new(MessageHandling.Flagged, Risk.None, Risk.Medium, [], NotScreened, []);
        }
    }

    /// <summary>The note in front of a message is read by everybody, so it is screened with it; behind the text it moves no offsets.</summary>
    public static string TextOf(string body, string? contentNote) => contentNote is null ? body : $"{body}\n\n({contentNote})";

    internal static Screened Weigh(Verdict verdict)
    {
        var matches = verdict.Matches.Select(match => new ScreeningMatch(match.Rule, match.Label, Screened.Word(match.Risk), match.Start, match.Length, match.Explanation));
        var distress = Distress(verdict);
        return new(Handle(verdict.Risk, distress), distress, verdict.Risk, [.. verdict.Labels], verdict.RuleSetVersion, [.. matches])
        {
            Active = Reading(verdict.Active),
            Shadow = Reading(verdict.Shadow),
        };
    }

    private static ModelReading? Reading(CommunityReading? reading) => reading is null ? null : new(reading.Number, [.. reading.Labels], reading.Score);

    /// <summary>First support, then everything else: whoever speaks of their own distress is never held back, whatever else the message holds.</summary>
    private static MessageHandling Handle(Risk risk, Risk distress) => (risk, distress) switch
    {
        (_, Risk.Critical) => MessageHandling.Folded,
        (_, >= Risk.Medium) => MessageHandling.Flagged,
        ( >= Risk.High, _) => MessageHandling.Held,
        ( >= Risk.Medium, _) => MessageHandling.Flagged,
        _ => MessageHandling.Delivered,
    };

    private static Risk Distress(Verdict verdict)
    {
        var found = verdict.Matches.Where(match => Labels.IsDistress(match.Label)).Select(match => match.Risk).DefaultIfEmpty(Risk.None).Max();
        // A label without a match comes from the model and carries the risk of the whole.
        return found == Risk.None && verdict.Labels.Any(Labels.IsDistress) && !verdict.Matches.Any(match => Labels.IsDistress(match.Label)) ? verdict.Risk : found;
    }
}
