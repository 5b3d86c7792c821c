using System.Diagnostics;
using PeerSupport.Chat.Messages;
using PeerSupport.Contracts;
using PeerSupport.Screening;

namespace PeerSupport.Chat.Rules;

/// <summary>Reads messages by two rule sets and counts where they differ.</summary>
internal sealed class Comparison(Screener active, Screener proposed)
{
    private const int MostSamples = 20;
    private readonly Dictionary<(string Label, Risk Level), int[]> _hits = [];
    private readonly int[] _alertsNow = new int[5], _alertsThen = new int[5];
    private readonly List<DryRunSample> _gained = [], _lost = [], _changed = [];
    private (long Microseconds, int Length) _slowest;
    private DateTimeOffset _newest = DateTimeOffset.MinValue, _oldest = DateTimeOffset.MaxValue;

    public int Read { get; private set; }

    public void Add(Guid messageId, string text, DateTimeOffset postedAt)
    {
        // Without the author's country, so that trying a sentence in the editor gives the same verdict.
        var now = active.Screen(text);
        var started = Stopwatch.GetTimestamp();
        var then = proposed.Screen(text);
        var took = (long)Stopwatch.GetElapsedTime(started).TotalMicroseconds;
        _slowest = took > _slowest.Microseconds ? (took, text.Length) : _slowest;
        (_newest, _oldest) = (postedAt > _newest ? postedAt : _newest, postedAt < _oldest ? postedAt : _oldest);
        Read++;
        Count(LevelsOf(now), LevelsOf(then));
        _alertsNow[(int)now.Risk] += IsAlert(now) ? 1 : 0;
        _alertsThen[(int)then.Risk] += IsAlert(then) ? 1 : 0;
        Keep(messageId, text, now, then);
    }

    public DryRunReport Report()
    {
        var days = Read == 0 ? 1 : Math.Max(1, (_newest - _oldest).TotalDays);
        var hits = _hits.OrderBy(hit => hit.Key.Label, StringComparer.Ordinal).ThenByDescending(hit => hit.Key.Level)
            .Select(hit => new DryRunHits(hit.Key.Label, Screened.Word(hit.Key.Level), hit.Value[0], hit.Value[1], hit.Value[2], hit.Value[3]));
        var alerts = new[] { Risk.Critical, Risk.High, Risk.Medium }
            .Select(level => new DryRunAlerts(Screened.Word(level), Math.Round(_alertsNow[(int)level] / days, 2), Math.Round(_alertsThen[(int)level] / days, 2)));
        return new(active.RuleSetVersion, proposed.RuleSetVersion, Read, Math.Round(days, 2), [.. hits], [.. alerts], _slowest.Microseconds, _slowest.Length,
            [.. _gained], [.. _lost], [.. _changed]);
    }

    private static bool IsAlert(Verdict verdict) => MessageScreening.Weigh(verdict).Handling is not MessageHandling.Delivered;

    private static HashSet<(string Label, Risk Level)> LevelsOf(Verdict verdict) =>
        [.. verdict.Labels.Select(label => (label, verdict.Matches.Where(match => match.Label == label).Select(match => match.Risk).DefaultIfEmpty(verdict.Risk).Max()))];

    private void Count(HashSet<(string, Risk)> now, HashSet<(string, Risk)> then)
    {
        foreach (var hit in now.Union(then))
        {
            var counts = _hits.TryGetValue(hit, out var known) ? known : _hits[hit] = new int[4];
            var (isNow, isThen) = (now.Contains(hit), then.Contains(hit));
            counts[0] += isNow ? 1 : 0;
            counts[1] += isThen ? 1 : 0;
            counts[2] += isThen && !isNow ? 1 : 0;
            counts[3] += isNow && !isThen ? 1 : 0;
        }
    }

    private void Keep(Guid messageId, string text, Verdict now, Verdict then)
    {
        if (now.Risk == then.Risk && now.Labels.ToHashSet().SetEquals(then.Labels))
            return;
        var samples = now.Risk == Risk.None ? _gained : then.Risk == Risk.None ? _lost : _changed;
        if (samples.Count < MostSamples)
            samples.Add(new(messageId, text, Screened.Word(now.Risk), Screened.Word(then.Risk), [.. now.Labels], [.. then.Labels]));
    }
}
