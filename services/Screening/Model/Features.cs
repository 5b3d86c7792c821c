using PeerSupport.Screening.Rules;
using PeerSupport.Screening.Text;

namespace PeerSupport.Screening.Model;

/// <summary>
/// What the model looks at in a text: its words, their beginnings and endings, ordered pairs of words up to three apart, signs between them, and
/// the cue classes that the rules have seen. Each counts once, however often it occurs. One is used for many texts, one after the other.
/// </summary>
internal sealed class Features(RuleSet rules)
{
    /// <summary>How many slots features are hashed into.</summary>
    public const int Slots = 1 << Bits;

    private const int Bits = 17;
    // A message of 4,000 characters, the most that chat takes, has fewer words; rules read longer texts to their end.
    private const int MostWords = 1_024;
    private const int Reach = 3;
    // As many features as a sentence of about ten words has; a larger or smaller number does not change much.
    private const int Few = 80;
    // Seeds of the kinds of features; those of words are in Words.
    private static readonly Span Nowhere = new(-1, -1);

    private readonly uint[] _cues = Cues(rules);
    private readonly ulong[] _seen = new ulong[Slots / 64];
    private readonly uint[] _words = new uint[MostWords];
    private int[] _slots = new int[512];
    private Span[] _places = new Span[512];

    public int Count { get; private set; }

    public ReadOnlySpan<int> Found => _slots.AsSpan(0, Count);

    /// <summary>By what each feature counts.</summary>
    public float Value => ValueOf(Count);

    /// <summary>A long message must not weigh more only because it is long, nor one word of a short one decide everything.</summary>
    public static float ValueOf(int count) => 1 / MathF.Sqrt(count + Few);

    /// <summary>The words of a feature; before the first word when it has none.</summary>
    public Span Place(int feature) => _places[feature];

    /// <summary>Looks at a text that a reader has just read.</summary>
    public void Read(View view, Reader reader)
    {
        foreach (var slot in Found)
            _seen[slot >> 6] = 0;
        Count = 0;
        var tokens = reader.Tokens;
        var count = Math.Min(tokens.Count, MostWords);
        Span<char> room = stackalloc char[64];
        var end = 0;
        for (var at = 0; at < count; at++)
        {
            ref readonly var token = ref tokens[at];
            Signs(view.Text[end..Math.Max(end, token.Start)]);
            end = token.End;
            var word = token.Term.Features is { Length: > 0 } known ? known : Words.Features(Words.Letters(view.Text[token.Start..token.End], token.Term, room));
            _words[at] = word[0];
            foreach (var hash in word)
                Add(hash, new(at, at + 1));
            for (var back = 1; back <= Reach && back <= at; back++)
                Add(Words.Pair(_words[at - back], _words[at], back == 1 ? Words.Adjacent : Words.Near), new(at - back, at + 1));
        }
        if (count == tokens.Count)
            Signs(view.Text[end..]);
        foreach (var cue in reader.Cues.Seen)
            Add(_cues[cue], Nowhere);
    }

    private void Signs(ReadOnlySpan<char> between)
    {
        for (var i = 0; i < between.Length; i++)
            if (between[i] is not (' ' or '\'' or '-'))
                // Two full stops are how most people write three.
                Add(Words.Hash([between[i] == '.' && i > 0 && between[i - 1] == '.' ? '…' : between[i]], Words.Sign), Nowhere);
    }

    private void Add(uint hash, Span place)
    {
        var slot = (int)(Words.Spread(hash) >> (32 - Bits));
        ref var seen = ref _seen[slot >> 6];
        var bit = 1UL << (slot & 63);
        if ((seen & bit) != 0)
            return;
        seen |= bit;
        if (Count == _slots.Length)
        {
            Array.Resize(ref _slots, Count * 2);
            Array.Resize(ref _places, Count * 2);
        }
        (_slots[Count], _places[Count++]) = (slot, place);
    }

    private static uint[] Cues(RuleSet rules)
    {
        var hashes = new uint[rules.Cues];
        foreach (var (name, number) in rules.CueNumbers)
            hashes[number] = Words.Hash(name, Words.CueClass);
        return hashes;
    }
}
