using System.Collections.Concurrent;
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
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _offered = new();

    /// <summary>At most once an hour, except when somebody may die: then every time. The hour is kept per process; another node may offer once more, which harms nobody.</summary>
    public SupportOffer? For(Guid memberId, string? country, Risk distress)
    {
        if (Lines(country, distress) is not { } offer)
            return null;

        var now = clock.GetUtcNow();
        if (distress < Risk.Critical && _offered.TryGetValue(memberId, out var last) && now - last < Quiet)
            return null;

        if (_offered.Count > Limit)
            _offered.Clear();
        _offered[memberId] = now;
        return offer;
    }

    /// <summary>Who can be called, however often it is asked: for a quiet line beside what is being written, which interrupts nobody.</summary>
    public SupportOffer? Lines(string? country, Risk distress) => distress < Risk.Medium ? null : lines.For(country, configuration["Site:Country"] ?? "GB");
}
