using PeerSupport.Screening.Model;

namespace PeerSupport.Screening.Tests;

/// <summary>Models made by hand, in which single words decide.</summary>
internal static class Models
{
    /// <summary>A model whose heads say yes to a text with a word; every threshold is 1, and a word is worth 100.</summary>
    public static LinearModel Of(params (string Word, string Head)[] says)
    {
        using var stream = new MemoryStream(File(says));
        return ModelFile.Read(stream);
    }

    public static byte[] File(params (string Word, string Head)[] says)
    {
        var weights = Heads.Names.Select(_ => new float[Features.Slots]).ToArray();
        foreach (var (word, head) in says)
            weights[Heads.Names.ToList().IndexOf(head)][FeatureTests.Read(word).Found[0]] = 100;
        using var stream = new MemoryStream();
        ModelFile.Write(stream, new(2026, 1, 2), weights, new float[Heads.Count], [.. Enumerable.Repeat(1f, Heads.Count)]);
        return stream.ToArray();
    }

    public static Screener Screener(params (string Word, string Head)[] says) => new(Resources.StarterRules(), Of(says));
}
