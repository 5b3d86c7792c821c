using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace PeerSupport.Screening.Model;

/// <summary>What a model's file says before its weights.</summary>
/// <param name="Trained">The day of training.</param>
/// <param name="Slots">How many slots features are hashed into.</param>
/// <param name="Heads">One for each question.</param>
internal sealed record ModelHeader(DateOnly Trained, int Slots, IReadOnlyList<HeadEntry> Heads);

/// <param name="Name">A label, <c>urgent</c> or <c>critical</c>.</param>
/// <param name="Scale">What one step of a weight is worth.</param>
/// <param name="Bias">The score of a text without a feature.</param>
/// <param name="Threshold">From which score on the head counts.</param>
internal sealed record HeadEntry(string Name, float Scale, float Bias, float Threshold);

/// <summary>Reads and writes a model: a mark, a digest, and compressed the header as JSON and a row of one byte for each head and slot.</summary>
internal static class ModelFile
{
    private static readonly byte[] Mark = "PSMODEL1"u8.ToArray();

    /// <summary>Reads a model.</summary>
    /// <exception cref="InvalidDataException">There is no model, it is damaged, or it was made for another version of the library.</exception>
    public static LinearModel Read(Stream? stream)
    {
        if (stream is null)
            throw new InvalidDataException("The screening model is missing from the library. Train it with services/Screening.Training, or turn the model off.");
        using var whole = new MemoryStream();
        stream.CopyTo(whole);
        var bytes = whole.ToArray().AsSpan();
        var start = Mark.Length + SHA256.HashSizeInBytes;
        if (bytes.Length <= start || !bytes.StartsWith(Mark) || !SHA256.HashData(bytes[start..]).AsSpan().SequenceEqual(bytes[Mark.Length..start]))
            throw new InvalidDataException("The screening model is damaged: its content does not fit its digest. Restore the file, or turn the model off.");
        using var content = new BinaryReader(new BrotliStream(new MemoryStream(bytes[start..].ToArray()), CompressionMode.Decompress));
        var header = JsonSerializer.Deserialize<ModelHeader>(content.ReadString())!;
        var weights = new sbyte[header.Slots * LinearModel.Row];
        var plane = new byte[header.Slots];
        for (var head = 0; head < header.Heads.Count; head++)
        {
            content.BaseStream.ReadExactly(plane);
            for (var slot = 0; slot < plane.Length; slot++)
                weights[slot * LinearModel.Row + head] = (sbyte)plane[slot];
        }
        return new(header, weights, $"{header.Trained:yyyy-MM-dd}-{Convert.ToHexStringLower(bytes[Mark.Length..(Mark.Length + 6)])}");
    }

    /// <summary>Writes a model; weights are given by head, then by slot, and kept to one part in 127 of the largest of their head.</summary>
    public static void Write(Stream stream, DateOnly trained, float[][] weights, float[] biases, float[] thresholds)
    {
        var scales = weights.Select(head => Math.Max(head.Max(MathF.Abs), 1e-9f) / sbyte.MaxValue).ToArray();
        var header = new ModelHeader(trained, Features.Slots, [.. Heads.Names.Select((name, i) => new HeadEntry(name, scales[i], biases[i], thresholds[i]))]);
        using var packed = new MemoryStream();
        using (var content = new BinaryWriter(new BrotliStream(packed, CompressionLevel.SmallestSize, leaveOpen: true)))
        {
            content.Write(JsonSerializer.Serialize(header));
            foreach (var (head, scale) in weights.Zip(scales))
                content.Write(Array.ConvertAll(head, weight => unchecked((byte)(sbyte)MathF.Round(weight / scale))));
        }
        var bytes = packed.ToArray();
        stream.Write(Mark);
        stream.Write(SHA256.HashData(bytes));
        stream.Write(bytes);
    }
}
