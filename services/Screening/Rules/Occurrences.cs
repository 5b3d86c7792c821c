using System.Runtime.InteropServices;
using PeerSupport.Screening.Text;

namespace PeerSupport.Screening.Rules;

/// <summary>Where the cue classes occur in one text. Kept from text to text, so that its lists are allocated once.</summary>
internal sealed class Occurrences(int cues)
{
    // Two of one class in one clause say no more than a hundred; without a bound a text of one word repeated would cost its square.
    private const int MostInClause = 2;
    private readonly List<Span>?[] _spans = new List<Span>?[cues];
    private readonly List<int> _used = [];

    /// <summary>How often an occurrence was looked for since this was made.</summary>
    public long Lookups { get; private set; }

    /// <summary>The cue classes of which there is at least one.</summary>
    public ReadOnlySpan<int> Seen => CollectionsMarshal.AsSpan(_used);

    public void Clear()
    {
        foreach (var cue in _used)
            _spans[cue]!.Clear();
        _used.Clear();
    }

    public void Add(int cue, Span span, Tokeniser tokens)
    {
        var list = _spans[cue] ??= [];
        if (list.Count == 0)
            _used.Add(cue);
        else if (list.Contains(span))
            return;
        else if (list.Count >= MostInClause && tokens[list[^MostInClause].From].Clause == tokens[span.From].Clause)
            return;
        list.Add(span);
        // Phrases are found by their anchor, which is seldom far from their beginning: this moves a place or two at most.
        for (var i = list.Count - 1; i > 0 && list[i - 1].From > list[i].From; i--)
            (list[i - 1], list[i]) = (list[i], list[i - 1]);
    }

    public bool Has(int cue) => _spans[cue] is { Count: > 0 };

    public List<Span> Of(int cue) => _spans[cue] ??= [];

    /// <summary>The first occurrence from a word on that begins before another word, or null.</summary>
    public Span? Between(int cue, int from, int to)
    {
        Lookups++;
        if (_spans[cue] is not { Count: > 0 } list)
            return null;
        int low = 0, high = list.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (list[middle].From < from)
                low = middle + 1;
            else
                high = middle;
        }
        return low < list.Count && list[low].From < to ? list[low] : null;
    }
}
