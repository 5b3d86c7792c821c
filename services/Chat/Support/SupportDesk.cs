using System.Collections.Concurrent;
using PeerSupport.Chat.Messages;
using PeerSupport.Screening;

namespace PeerSupport.Chat.Support;

/// <summary>
/// Decides whether an author is offered support in the answer to their own words. Only what they write themselves opens the panel, never
/// another member's report, or it becomes a way to mock.
/// </summary>
internal sealed class SupportDesk(CrisisLines lines, IConfiguration configuration, TimeProvider clock)
{
    private const int Limit = 100_000;
    private static readonly TimeSpan Quiet = TimeSpan.FromHours(1);
    private readonly ConcurrentDictionary<Guid, (DateTimeOffset At, bool IsGuess)> _offered = new();

    /// <summary>
    /// At most once an hour, except when somebody may die: then every time. A guess of the model is no reason to be silent when a rule speaks.
    /// The hour is kept per process; another node may offer once more, which harms nobody.
    /// </summary>
    public SupportOffer? For(Guid memberId, string? country, Screened screened)
    {
        var distress = screened.Distress;
        if (Lines(country, screened) is not { } offer)
            return null;

        var now = clock.GetUtcNow();
        if (distress < Risk.Critical && _offered.TryGetValue(memberId, out var last) && now - last.At < Quiet && (offer.IsGuess || !last.IsGuess))
            return null;

        if (_offered.Count > Limit)
            _offered.Clear();
        _offered[memberId] = (now, offer.IsGuess);
        return offer;
    }

    /// <summary>Who can be called, however often it is asked: for a quiet line beside what is being written, which interrupts nobody.</summary>
    public SupportOffer? Lines(string? country, Screened screened) =>
        screened.Distress < Risk.Medium ? null : lines.For(country, configuration["Site:Country"] ?? "GB") with { IsGuess = screened.IsGuess };
}
