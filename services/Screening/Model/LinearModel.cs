using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PeerSupport.Screening.Model;

/// <summary>A linear model of several heads. Immutable, so any number of threads may ask it.</summary>
internal sealed class LinearModel
{
    /// <summary>One row holds the weights of all heads at one slot, filled up so that one vector reads it.</summary>
    public const int Row = 16;

    // So many rows of the largest weight fit into sixteen bits.
    private const int Block = 256;
    private readonly sbyte[] _weights;
    private readonly HeadEntry[] _heads;
    private readonly float[] _thresholds;

    public LinearModel(ModelHeader header, sbyte[] weights, string version)
    {
        if (!header.Heads.Select(head => head.Name).SequenceEqual(Heads.Names) || header.Slots != Features.Slots || weights.Length != Features.Slots * Row)
            throw new InvalidDataException("The screening model was made for another version of the library. Train it again with services/Screening.Training.");
        (_heads, _thresholds, _weights, Version) = ([.. header.Heads], [.. header.Heads.Select(head => head.Threshold)], weights, version);
    }

    /// <summary>The day it was trained and a digest of its content.</summary>
    public string Version { get; }

    /// <summary>From which score on each head counts.</summary>
    public ReadOnlySpan<float> Thresholds => _thresholds;

    /// <summary>The answers of all heads; 0 is "as likely as not" if half of all messages were of its kind.</summary>
    public void Score(Features features, Span<float> scores)
    {
        Vector256<int> low = default, high = default;
        ref var weights = ref MemoryMarshal.GetArrayDataReference(_weights);
        for (var rest = features.Found; !rest.IsEmpty;)
        {
            var sum = Vector256<short>.Zero;
            var block = rest[..Math.Min(Block, rest.Length)];
            foreach (var slot in block)
                sum += Vector256.WidenLower(Vector128.LoadUnsafe(ref weights, (nuint)(slot * Row)).ToVector256Unsafe());
            low += Vector256.WidenLower(sum);
            high += Vector256.WidenUpper(sum);
            rest = rest[block.Length..];
        }
        Span<int> sums = stackalloc int[Row];
        low.CopyTo(sums);
        high.CopyTo(sums[8..]);
        for (var head = 0; head < _heads.Length; head++)
            scores[head] = sums[head] * _heads[head].Scale * features.Value + _heads[head].Bias;
    }

    /// <summary>How much one feature adds to a head, before it is scaled.</summary>
    public int Weight(int slot, int head) => _weights[slot * Row + head];
}
