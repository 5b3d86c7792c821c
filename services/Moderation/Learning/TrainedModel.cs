using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PeerSupport.Moderation.Cases;
using PeerSupport.Screening.Training.Community;

namespace PeerSupport.Moderation.Learning;

/// <summary>A model as it was trained. Never changed afterwards; whether it takes part is said by the activations.</summary>
internal sealed class TrainedModel
{
    private TrainedModel()
    {
    }

    public TrainedModel(byte[] file, LabelFigures[] card, int messages, string basis, DateTimeOffset now) =>
        (File, Card, Messages, Basis, TrainedAt) = (file, card, messages, basis, now);

    public long Number { get; private set; }

    public DateTimeOffset TrainedAt { get; private set; }

    public byte[] File { get; private set; } = [];

    public LabelFigures[] Card { get; private set; } = [];

    /// <summary>From how many answered messages it learnt.</summary>
    public int Messages { get; private set; }

    /// <summary>A digest of which answers it learnt from; a night with the same ones needs no new model.</summary>
    public string Basis { get; private set; } = "";
}

/// <summary>What a model may do.</summary>
public enum ModelMode
{
    /// <summary>Nothing.</summary>
    Off,

    /// <summary>It is asked and watched; nothing is done because of it.</summary>
    Shadow,

    /// <summary>It may raise a message to medium, and its score orders cases of equal risk.</summary>
    Active,
}

/// <summary>Which models take part from a moment on. A row is a state, not a change: the last one counts.</summary>
internal sealed class ModelActivation
{
    private ModelActivation()
    {
    }

    public ModelActivation(ModelActivation? last, long number, ModelMode mode, Guid byId, DateTimeOffset now)
    {
        (Id, ById, At) = ((last?.Id ?? 0) + 1, byId, now);
        (ActiveNumber, ShadowNumber) = (Without(last?.ActiveNumber), Without(last?.ShadowNumber));
        if (mode is ModelMode.Active)
            ActiveNumber = number;
        else if (mode is ModelMode.Shadow)
            ShadowNumber = number;

        long? Without(long? other) => other == number ? null : other;
    }

    public long Id { get; private set; }

    public long? ActiveNumber { get; private set; }

    public long? ShadowNumber { get; private set; }

    public Guid ById { get; private set; }

    public DateTimeOffset At { get; private set; }

    public ModelMode ModeOf(long number) => number == ActiveNumber ? ModelMode.Active : number == ShadowNumber ? ModelMode.Shadow : ModelMode.Off;
}

/// <summary>One training, from being asked for to its end.</summary>
internal sealed class TrainingRun
{
    private TrainingRun()
    {
    }

    public TrainingRun(Guid? askedById, DateTimeOffset now) => (Id, AskedById, AskedAt) = (Guid.CreateVersion7(), askedById, now);

    public Guid Id { get; private set; }

    /// <summary>Who asked for it; null when it was the night's.</summary>
    public Guid? AskedById { get; private set; }

    public DateTimeOffset AskedAt { get; private set; }

    /// <summary>In parts of a hundred.</summary>
    public int Progress { get; private set; }

    public DateTimeOffset? FinishedAt { get; private set; }

    /// <summary><c>trained</c>, <c>too_few</c>, <c>unchanged</c> or <c>broken</c>; null while it goes on.</summary>
    public string? Outcome { get; private set; }

    public long? ModelNumber { get; private set; }

    public void Finish(string outcome, long? number, DateTimeOffset now) => (Progress, Outcome, ModelNumber, FinishedAt) = (100, outcome, number, now);
}

/// <summary>What a model said on one day, and how moderators judged it. With an empty label: how many messages it read.</summary>
internal sealed class ModelDay
{
    public long Number { get; private set; }

    public DateOnly Day { get; private set; }

    public string Label { get; private set; } = "";

    public int Raised { get; private set; }

    public int Right { get; private set; }

    public int Wrong { get; private set; }

    public int Missed { get; private set; }
}

internal sealed class LearningTables :
    IEntityTypeConfiguration<TrainedModel>, IEntityTypeConfiguration<ModelActivation>, IEntityTypeConfiguration<TrainingRun>, IEntityTypeConfiguration<ModelDay>
{
    public void Configure(EntityTypeBuilder<TrainedModel> builder)
    {
        builder.HasKey(model => model.Number);
        builder.Property(model => model.Card).HasColumnType("jsonb").HasConversion(JsonColumn<LabelFigures>.Converter, JsonColumn<LabelFigures>.Comparer);
        builder.Property(model => model.Basis).HasMaxLength(64);
    }

    public void Configure(EntityTypeBuilder<ModelActivation> builder) => builder.Property(activation => activation.Id).ValueGeneratedNever();

    public void Configure(EntityTypeBuilder<TrainingRun> builder)
    {
        builder.Property(run => run.Id).ValueGeneratedNever();
        builder.Property(run => run.Outcome).HasMaxLength(20);
        builder.HasIndex(run => run.AskedAt);
    }

    public void Configure(EntityTypeBuilder<ModelDay> builder)
    {
        builder.HasKey(day => new { day.Number, day.Day, day.Label });
        builder.Property(day => day.Label).HasMaxLength(40);
    }
}
