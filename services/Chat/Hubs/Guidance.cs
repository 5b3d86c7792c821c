using PeerSupport.Chat.Messages;
using PeerSupport.Chat.Support;
using PeerSupport.Contracts;
using PeerSupport.Screening;

namespace PeerSupport.Chat.Hubs;

/// <summary>The answer to Guide: hints about the words, or where help is, never both.</summary>
public sealed record Guidance : Answer
{
    /// <summary>In the order of urgency; empty when there is nothing to say.</summary>
    public Hint[] Hints { get; init; } = [];

    /// <summary>Who can be called, when the words speak of distress.</summary>
    public SupportOffer? Support { get; init; }
}

/// <summary>Something to think of before sending.</summary>
/// <param name="Kind"><c>personal</c>, <c>attack</c> or <c>medicine</c>.</param>
/// <param name="Message">A kind sentence for its author.</param>
public sealed record Hint(string Kind, string Message)
{
    /// <summary>What is worth a hint, from which risk on. Of contact, advertising and the like a hint would only teach how to get past the rules.</summary>
    private static readonly (string Label, Risk From, Hint Hint)[] Known =
    [
        (Labels.Harassment, Risk.Medium, new("attack", Texts.HintAttack)),
        (Labels.PersonalInformation, Risk.Low, new("personal", Texts.HintPersonal)),
        (Labels.MedicalAdvice, Risk.Medium, new("medicine", Texts.HintMedicine)),
    ];

    // What only the model suspects is too unsure to speak of while somebody is still looking for words.
    internal static Hint[] For(Screened screened) =>
        [.. Known.Where(known => screened.Matches.Any(match => Speaks(match, known.Label, known.From))).Select(known => known.Hint)];

    private static bool Speaks(ScreeningMatch match, string label, Risk from) =>
        match.Label == label && !match.IsOfModel() && Enum.Parse<Risk>(match.Risk, ignoreCase: true) >= from;
}
