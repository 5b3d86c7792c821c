using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PeerSupport.Moderation.Cases;

namespace PeerSupport.Moderation.Learning;

/// <summary>What one moderator says that screening should have said about one revision of a message, with its words. It is what a model learns from.</summary>
internal sealed class TrainingExample
{
    private TrainingExample()
    {
    }

    public TrainingExample(Case item, ScreeningAnswer answer, Guid moderatorId, DateTimeOffset now)
    {
        (Id, CaseId, MessageId, Revision, AuthorId) = (Guid.CreateVersion7(), item.Id, item.MessageId!.Value, item.Revision, item.AuthorId);
        (Text, Opinion, Labels, Risk, AnsweredById, At) = (item.Text!, answer.Opinion, answer.Labels, answer.Risk, moderatorId, now);
    }

    public Guid Id { get; private set; }

    public Guid CaseId { get; private set; }

    public Guid MessageId { get; private set; }

    public int Revision { get; private set; }

    /// <summary>Whose words: a model is tried on authors that it has not read. It leaves this table together with the words.</summary>
    public Guid AuthorId { get; private set; }

    public string Text { get; private set; } = "";

    public ScreeningOpinion Opinion { get; private set; }

    public string[] Labels { get; private set; } = [];

    public CaseRisk Risk { get; private set; }

    public Guid AnsweredById { get; private set; }

    public DateTimeOffset At { get; private set; }
}

/// <summary>A message whose author took it back. Its id stays, so that no event that is still under way brings its words here again.</summary>
internal sealed class ErasedMessage
{
    public Guid MessageId { get; private set; }

    public DateTimeOffset At { get; private set; }
}

internal sealed class TrainingExampleTable : IEntityTypeConfiguration<TrainingExample>
{
    public void Configure(EntityTypeBuilder<TrainingExample> builder)
    {
        builder.Property(example => example.Id).ValueGeneratedNever();
        builder.Property(example => example.Opinion).HasConversion<string>().HasMaxLength(20);
        // Nobody answers twice about the same words.
        builder.HasIndex(example => new { example.MessageId, example.Revision, example.AnsweredById }).IsUnique();
        builder.HasIndex(example => example.CaseId);
    }
}

internal sealed class ErasedMessageTable : IEntityTypeConfiguration<ErasedMessage>
{
    public void Configure(EntityTypeBuilder<ErasedMessage> builder) => builder.HasKey(erased => erased.MessageId);
}
