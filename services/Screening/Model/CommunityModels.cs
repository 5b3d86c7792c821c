using PeerSupport.Screening.Rules;
using PeerSupport.Screening.Text;

namespace PeerSupport.Screening.Model;

/// <summary>A model that learnt from the decisions of one community's moderators. Immutable; any number of threads may ask it.</summary>
public sealed class CommunityModel
{
    private readonly CommunityReading _silent;

    private CommunityModel(long number, LinearModel model) =>
        (Number, Raising, _silent) = (number, new(model), new(number, [], 0));

    /// <summary>Which model.</summary>
    public long Number { get; }

    internal Raising Raising { get; }

    /// <summary>Reads a model from the bytes of its file.</summary>
    /// <param name="number">Which model.</param>
    /// <param name="file">What <see cref="ModelFile"/> wrote.</param>
    /// <exception cref="InvalidDataException">The file is damaged, or was made for another version of the library.</exception>
    public static CommunityModel Read(long number, byte[] file)
    {
        using var stream = new MemoryStream(file);
        return new(number, ModelFile.Read(stream));
    }

    internal CommunityReading Reading(IReadOnlyList<string>? labels, float score) => labels is null && score == 0 ? _silent : new(Number, labels ?? [], score);
}

/// <summary>What a community's model says about a text by itself.</summary>
/// <param name="Number">Which model.</param>
/// <param name="Labels">What it finds; empty when nothing reaches its threshold.</param>
/// <param name="Score">How near the strongest head is to its threshold: from 0 to 1, from 0.5 on it is reached. 0 where neither rules nor models find anything.</param>
public sealed record CommunityReading(long Number, IReadOnlyList<string> Labels, float Score);

/// <summary>The models that take part in screening beside the rules: one that may raise a message to medium, one that is only watched.</summary>
/// <param name="active">May add a label at medium where nobody would look within half an hour anyway; null when there is none.</param>
/// <param name="shadow">Changes nothing; what it would have said stands in the verdict. Null when there is none.</param>
public sealed class CommunityModels(CommunityModel? active, CommunityModel? shadow)
{
    /// <summary>The model that may raise.</summary>
    public CommunityModel? Active { get; } = active;

    /// <summary>The model that is only watched.</summary>
    public CommunityModel? Shadow { get; } = shadow;

    /// <summary>Asks both about the text that the reader has just read. Makes nothing new where nothing is found.</summary>
    internal (CommunityReading? Active, CommunityReading? Shadow) Read(View view, Reader reader, Features features, ref List<Match>? matches)
    {
        // The shadow first: it reads what would have been there without the other.
        var watched = Shadow is null ? null : Ask(Shadow, view, reader, features, mayRaise: false, ref matches);
        return (Active is null ? null : Ask(Active, view, reader, features, mayRaise: true, ref matches), watched);
    }

    private static CommunityReading Ask(CommunityModel model, View view, Reader reader, Features features, bool mayRaise, ref List<Match>? matches)
    {
        var labels = model.Raising.Learned(view, reader, features, mayRaise, ref matches, out var score);
        return model.Reading(labels, labels is null && matches is null ? 0 : score);
    }
}
