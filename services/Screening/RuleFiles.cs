using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace PeerSupport.Screening;

/// <summary>Rule files as a whole: their identity and how they travel.</summary>
public static class RuleFiles
{
    /// <summary>The most that the files of a set may hold together, in characters.</summary>
    public const int LongestSet = 4 * 1024 * 1024;

    private const int DigestLength = 12;

    /// <summary>A short digest over names and texts, the names in ordinal order. Equal digests are equal rules.</summary>
    /// <param name="files">File name and text.</param>
    public static string Digest(IEnumerable<KeyValuePair<string, string>> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, text) in files.OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            // Lengths stand between, or a part of one file could pass for a part of the next.
            hash.AppendData(Encoding.UTF8.GetBytes($"{name.Length} {name} {text.Length} "));
            hash.AppendData(Encoding.UTF8.GetBytes(text));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..DigestLength];
    }

    /// <summary>The files as one block of bytes: JSON, compressed with Brotli.</summary>
    /// <param name="files">File name and text.</param>
    public static byte[] Pack(IReadOnlyDictionary<string, string> files)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Optimal))
            JsonSerializer.Serialize(brotli, new SortedDictionary<string, string>(files.ToDictionary(), StringComparer.Ordinal));
        return packed.ToArray();
    }

    /// <summary>The files from what <see cref="Pack"/> made of them.</summary>
    /// <param name="packed">The bytes.</param>
    /// <exception cref="InvalidDataException">It is no such block, or one that unfolds to more than a set may hold.</exception>
    public static IReadOnlyDictionary<string, string> Unpack(byte[] packed)
    {
        ArgumentNullException.ThrowIfNull(packed);
        try
        {
            using var brotli = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress);
            using var whole = new MemoryStream();
            var buffer = new byte[64 * 1024];
            for (int read; (read = brotli.Read(buffer)) > 0;)
            {
                whole.Write(buffer, 0, read);
                if (whole.Length > 8L * LongestSet)
                    throw new InvalidDataException("The rule files unfold to more than a set may hold.");
            }
            return JsonSerializer.Deserialize<Dictionary<string, string>>(whole.ToArray()) ?? throw new InvalidDataException("There are no rule files in it.");
        }
        catch (Exception fault) when (fault is InvalidOperationException or JsonException)
        {
            throw new InvalidDataException("It cannot be read as rule files.", fault);
        }
    }
}
